"""One frame: header length (4 bytes), body length (8 bytes), a JSON header, the bytes of the arrays."""

import json
import os
import select
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
_SMALL = 64 << 10  # bytes read at once
_PATIENCE = 150e-6  # seconds; being woken from sleep takes 35 us each way on a virtual machine, most calls take less
_PIECES = 64  # buffers in one system call; the least that systems allow is 16, Linux has 1,024
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode
_decode = json.JSONDecoder().decode

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
        header = _decode(str(text, "ascii"))
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
    """Frames over a connected stream socket (Linux), a small one in one system call each way."""

    def __init__(self, connection: socket.socket):
        connection.setblocking(False)
        self._socket, self._descriptor = connection, connection.fileno()
        self._buffer = _room(_SMALL)

    def send(self, header: dict[str, Any], buffers: Sequence[Buffer], deadline: float | None = None) -> None:
        """Write one frame; WorkerEnded if the other end is gone, DeadlineExceeded if it does not read in time."""
        pieces = to_bytes(header, buffers)
        try:
            for first in range(0, len(pieces), _PIECES):
                self._send(pieces[first : first + _PIECES], deadline)
        except TimeoutError:
            raise DeadlineExceeded("the worker did not read in time") from None
        except OSError:
            raise WorkerEnded("the worker closed its end") from None

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], memoryview]:
        """Read one frame; the same errors, and ProtocolError for a malformed one or more than one."""
        try:
            return self._receive(deadline)
        except TimeoutError:
            raise DeadlineExceeded("the worker did not answer in time") from None
        except OSError:
            raise WorkerEnded("the worker closed its end") from None

    def close(self) -> None:
        """Close the socket; whoever uses the channel then is told that the worker is gone."""
        self._socket.close()
        self._descriptor = -1

    def _send(self, pieces: Sequence[Buffer], deadline: float | None) -> None:
        sent = self._write_now(pieces)
        for piece in pieces:
            rest = memoryview(piece)[sent:]
            while rest:
                self._wait(select.POLLOUT, deadline)
                rest = rest[self._write_now([rest]) :]
            sent = max(0, sent - len(piece))

    def _write_now(self, pieces: Sequence[Buffer]) -> int:
        """Write what fits; plain writes, since a strict wall lets no message pass that could carry descriptors."""
        try:
            return os.writev(self._descriptor, pieces)
        except BlockingIOError:
            return 0

    def _receive(self, deadline: float | None) -> tuple[dict[str, Any], memoryview]:
        there = self._read_soon(self._buffer)
        while there < _PREFIX.size:
            there += self._read_some(self._buffer[there:], deadline)
        header, body = _lengths(self._buffer[: _PREFIX.size])
        start, end = _PREFIX.size + header, _PREFIX.size + header + body
        if end > _SMALL:
            return self._receive_large(there, header, body, deadline)
        while there < end:
            there += self._read_some(self._buffer[there:], deadline)
        if there > end:
            raise ProtocolError("more than one frame at once")
        return _header(self._buffer[_PREFIX.size : start]), memoryview(bytearray(self._buffer[start:end]))

    def _receive_large(
        self, there: int, header: int, body: int, deadline: float | None
    ) -> tuple[dict[str, Any], memoryview]:
        start = _PREFIX.size + header
        text, data = _room(header), _room(body)
        text[: min(there, start) - _PREFIX.size] = self._buffer[_PREFIX.size : min(there, start)]
        data[: max(0, there - start)] = self._buffer[start : max(there, start)]
        self._fill(text[min(there, start) - _PREFIX.size :], deadline)
        self._fill(data[max(0, there - start) :], deadline)
        return _header(text), data

    def _fill(self, rest: memoryview, deadline: float | None) -> None:
        while rest:
            rest = rest[self._read_some(rest, deadline) :]

    def _read_soon(self, room: memoryview) -> int:
        """Look for bytes for a moment before sleeping for them; whoever else wants the processor gets it meanwhile."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            count = self._read_now(room)
            if count:
                return count
            os.sched_yield()
        return 0

    def _read_some(self, room: memoryview, deadline: float | None) -> int:
        while not (count := self._read_now(room)):
            self._wait(select.POLLIN, deadline)
        return count

    def _read_now(self, room: memoryview) -> int:
        """Read what is there, 0 bytes if nothing is; the socket has no timeout, which would put each call to sleep."""
        try:
            count = os.readv(self._descriptor, [room])
        except BlockingIOError:
            return 0
        if not count:
            raise WorkerEnded("the worker closed its end")
        return count

    def _wait(self, event: int, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        poll = select.poll()
        poll.register(self._socket, event)
        poll.poll(None if left is None else left * 1000)


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
