"""What crosses the wall, and how it is written: frames of a JSON header and raw array bytes.

Both sides use this room, so it needs NumPy and the standard library only.
"""

from dlgrade.protocol.frames import (
    BODY_LIMIT,
    HEADER_LIMIT,
    Buffer,
    Channel,
    PipeChannel,
    SocketChannel,
    parse,
    to_bytes,
)
from dlgrade.protocol.text import legible, one_line
from dlgrade.protocol.values import Decoder, Encoder, Json, Opaque, Unsendable, no_handle

__all__ = [
    "BODY_LIMIT",
    "HEADER_LIMIT",
    "Buffer",
    "Channel",
    "Decoder",
    "Encoder",
    "Json",
    "Opaque",
    "PipeChannel",
    "SocketChannel",
    "Unsendable",
    "legible",
    "no_handle",
    "one_line",
    "parse",
    "to_bytes",
]
