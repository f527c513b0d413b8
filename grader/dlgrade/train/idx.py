"""Read one file of the idx format, in which MNIST and its relatives come: a short header, then bytes.

Nothing in a file is believed: sizes are bounded before anything is read, and no small gz file can fill the memory.
"""

import gzip
import hashlib
import math
import struct
import zlib
from pathlib import Path

import numpy as np

from dlgrade.errors import UsageError

BYTES_LIMIT = 1 << 30  # of one file's numbers; MNIST's largest has 47 million, and all of EMNIST fits
_BYTE = 8  # the format's code for unsigned bytes, the only kind that images of this family have
_WORDS = {1: "labels", 3: "images"}  # by the number of axes


def read_idx(path: Path, axes: int) -> tuple[np.ndarray, str]:
    """Read a file, gz or not; UsageError that names the file and says what is wrong with it.

    axes:    1 for labels, 3 for images
    returns: a uint8 array, and the SHA-256 of the file's content, in hexadecimal, without compression
    """
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as file:
            header = file.read(4 + 4 * axes)
            shape = _shape(path, header, axes)
            size = math.prod(shape)
            content = file.read(size + 1)
    except EOFError:
        raise UsageError(f"{path}: the file ends too early: fetch it again") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UsageError(f"{path}: a damaged gz file ({error}): fetch it again") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(content) < size:
        raise UsageError(f"{path}: the file ends too early: its header announces {size:,} bytes; fetch it again")
    if len(content) > size:
        raise UsageError(f"{path}: the file holds more than the {size:,} bytes that its header announces")
    digest = hashlib.sha256(header + content).hexdigest()
    return np.frombuffer(content, np.uint8).reshape(shape), digest


def _shape(path: Path, header: bytes, axes: int) -> tuple[int, ...]:
    """Return the lengths that a header announces."""
    if len(header) < 4 + 4 * axes:
        raise UsageError(f"{path}: the file ends too early: it has not even a whole header; fetch it again")
    zeros, kind, count = struct.unpack(">HBB", header[:4])
    if zeros or kind != _BYTE or count != axes:
        raise UsageError(
            f"{path}: not an idx file of {_WORDS[axes]}: it should begin with the bytes 00 00 08 {axes:02x}, and "
            f"begins with {header[:4].hex(' ')}"
        )
    shape = struct.unpack(f">{axes}I", header[4:])
    if math.prod(shape) > BYTES_LIMIT:
        raise UsageError(
            f"{path}: its header announces {math.prod(shape):,} bytes, and {BYTES_LIMIT:,} are the most that are read"
        )
    return shape
