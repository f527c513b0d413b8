"""One frame: header length (4 bytes), body length (8 bytes), a JSON header, the bytes of the arrays."""

import json
import os
import socket
import struct
import time
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np

from dlgrade.errors import DeadlineExceeded, ProtocolError, WorkerEnded

HEADER_LIMIT = 1 << 20  # bytes; JSON this long decodes to some 30 MB of lists at the worst
BODY_LIMIT = 256 << 20  # bytes; larger than any array an exercise needs
_PREFIX = struct.Struct("<IQ")
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode

Buffer = bytes | bytearray | memoryview


class Channel(Protocol):
    """A two-way stream of frames; a deadline is a time of `time.monotonic`, in seconds."""

    def send(self, header: dict[str, Any], buffers: Sequence[Buffer], deadline: float | None = None) -> None:
        """Write one frame."""

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], memoryview]:
        """Read one frame."""

    def close(self) -> None:
        """Let go of the descriptors."""


def to_bytes(header: dict[str, Any], buffers: Iterable[Buffer]) -> list[Buffer]:
    """Lay out one frame as pieces to be written one after the other."""
    text = _encode(header).encode("ascii")
    if len(text) > HEADER_LIMIT:
        raise ProtocolError(f"too many or too long values that are not arrays ({len(text):,} bytes of header)")
    pieces = list(buffers)
    size = sum(len(piece) for piece in pieces)
    if size > BODY_LIMIT:
        raise ProtocolError(f"arrays of {size >> 20} MB in all; the limit is {BODY_LIMIT >> 20} MB")
    return [_PREFIX.pack(len(text), size) + text, *pieces]


def _lengths(prefix: Buffer) -> tuple[int, int]:
    header, body = _PREFIX.unpack(prefix)
    if header > HEADER_LIMIT or body > BODY_LIMIT:
        raise ProtocolError(f"a frame of {header:,} + {body:,} bytes")
    return header, body


def _header(text: Buffer) -> dict[str, Any]:
    try:
        header = json.loads(bytes(text))
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"a malformed header: {type(error).__name__}") from None
    if type(header) is not dict:
        raise ProtocolError("a header that is not an object")
    return header


def parse(frame: Buffer) -> tuple[dict[str, Any], memoryview]:
    """Take apart one whole frame; ProtocolError if it is malformed."""
    view = memoryview(frame)
    if len(view) < _PREFIX.size:
        raise ProtocolError("a frame cut short")
    header, body = _lengths(view[: _PREFIX.size])
    if len(view) != _PREFIX.size + header + body:
        raise ProtocolError("a frame of another length than it says")
    return _header(view[_PREFIX.size : _PREFIX.size + header]), view[_PREFIX.size + header :]


def _room(size: int) -> memoryview:
    return np.empty(size, np.uint8).data  # not bytearray: pages are touched only as data arrives


class SocketChannel:
    """Frames over a connected stream socket."""

    def __init__(self, connection: socket.socket):
        self._socket = connection

    def send(self, header: dict[str, Any], buffers: Sequence[Buffer], deadline: float | None = None) -> None:
        """Write one frame; WorkerEnded if the other end is gone, DeadlineExceeded if it does not read in time."""
        pieces = to_bytes(header, buffers)
        try:
            for piece in pieces:
                self._limit(deadline)
                self._socket.sendall(piece)
        except TimeoutError:
            raise DeadlineExceeded("the worker did not read in time") from None
        except OSError:
            raise WorkerEnded("the worker closed its end") from None

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], memoryview]:
        """Read one frame; the same errors, and ProtocolError for a malformed one."""
        header, body = _lengths(self._read(_PREFIX.size, deadline))
        return _header(self._read(header, deadline)), self._read(body, deadline) if body else memoryview(b"")

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def _limit(self, deadline: float | None) -> None:
        if deadline is None:
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)

    def _read(self, size: int, deadline: float | None) -> memoryview:
        room = _room(size)
        rest = room
        try:
            while rest:
                self._limit(deadline)
                count = self._socket.recv_into(rest)
                if not count:
                    raise WorkerEnded("the worker closed its end")
                rest = rest[count:]
        except TimeoutError:
            raise DeadlineExceeded("the worker did not answer in time") from None
        except OSError:
            raise WorkerEnded("the worker closed its end") from None
        return room


class PipeChannel:
    """Frames over two blocking descriptors, for the worker's side of a pipe; it knows no deadline."""

    def __init__(self, read_fd: int, write_fd: int):
        self._read_fd, self._write_fd = read_fd, write_fd

    def send(self, header: dict[str, Any], buffers: Sequence[Buffer], deadline: float | None = None) -> None:  # noqa: ARG002 - Channel's signature
        """Write one frame."""
        for piece in to_bytes(header, buffers):
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(self._write_fd, rest) :]

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], memoryview]:  # noqa: ARG002 - Channel's signature
        """Read one frame."""
        header, body = _lengths(self._read(_PREFIX.size))
        return _header(self._read(header)), self._read(body)

    def close(self) -> None:
        """Close both descriptors."""
        os.close(self._read_fd)
        os.close(self._write_fd)

    def _read(self, size: int) -> memoryview:
        room = bytearray(size)
        count = 0
        while count < size:
            piece = os.read(self._read_fd, size - count)
            if not piece:
                raise WorkerEnded("the other end closed the pipe")
            room[count : count + len(piece)] = piece
            count += len(piece)
        return memoryview(room)
