"""Answers stored on disk by content, so that a second check does not need to compute them.

An entry that is corrupt, half written or of another version is as good as none; a disk that is full costs time only.
"""

import contextlib
import hashlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dlgrade.errors import ProtocolError
from dlgrade.protocol import Buffer, Decoder, Encoder, Json, no_handle, parse, to_bytes

_DIGEST_BYTES = 32
_MEMORY_LIMIT = 128 << 20  # bytes of answers at hand; others are read from the disk again
_OBJECT_BYTES = 100  # of any Python object, roughly


class Answers:
    """A folder of answers; `note` says to people why nothing can be stored, once the disk has refused."""

    def __init__(self, root: Path):
        self.root = root
        self.note = ""
        self._memory: OrderedDict[str, tuple[Any, int]] = OrderedDict()  # the least recently used first, with sizes
        self._held = 0

    def get(self, key: str) -> Any:
        """Return a stored answer, or None."""
        if key not in self._memory:
            answer = self._read(key)
            if answer is None:
                return None
            self._hold(key, answer)
        self._memory.move_to_end(key)
        return self._memory[key][0]

    def put(self, key: str, answer: Any) -> None:
        """Store an answer made of numbers, text, arrays, lists, tuples and dicts."""
        self._hold(key, _frozen(answer))
        if self.note:
            return
        try:
            self._write(key, b"".join(bytes(piece) for piece in _frame(answer)))
        except OSError as error:
            self.note = f"answers cannot be stored in {self.root}: {error.strerror}; checks work, but start slower"

    def _hold(self, key: str, answer: Any) -> None:
        """Keep an answer at hand, and let go of what was not asked for lately: a class may be of any size."""
        _, before = self._memory.pop(key, (None, 0))
        self._memory[key] = answer, _size(answer)
        self._held += self._memory[key][1] - before
        while self._held > _MEMORY_LIMIT and len(self._memory) > 1:
            _, (_, size) = self._memory.popitem(last=False)
            self._held -= size

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / key[2:]

    def _read(self, key: str) -> Any:
        try:
            content = self._path(key).read_bytes()
        except OSError:
            return None
        frame, digest = content[:-_DIGEST_BYTES], content[-_DIGEST_BYTES:]
        if hashlib.sha256(key.encode() + frame).digest() != digest:
            return None
        try:
            header, body = parse(frame)
            return Decoder(body, no_handle).decode(header["value"])
        except (ProtocolError, KeyError):
            return None

    def _write(self, key: str, frame: bytes) -> None:
        path = self._path(key)
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(frame + hashlib.sha256(key.encode() + frame).digest())
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise


def _size(value: Any) -> int:
    """Return about how many bytes a tree takes."""
    if isinstance(value, np.ndarray):
        return _OBJECT_BYTES + value.nbytes
    if isinstance(value, str):
        return _OBJECT_BYTES + len(value)
    if isinstance(value, dict):
        return _OBJECT_BYTES + sum(_OBJECT_BYTES + _size(item) for item in value.values())
    if isinstance(value, list | tuple):
        return _OBJECT_BYTES + sum(_size(item) for item in value)
    return _OBJECT_BYTES


def _frozen(value: Any) -> Any:
    """Return a tree with arrays that cannot be written to, as they come from the disk."""
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.flags.writeable = False
        return value
    if isinstance(value, list | tuple):
        return type(value)(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value


def key_of(*parts: Any) -> str:
    """Return the content key of a tree of numbers, text and arrays."""
    digest = hashlib.sha256()
    for piece in _frame(list(parts)):
        digest.update(piece)
    return digest.hexdigest()


def _frame(value: Any) -> Sequence[Buffer]:
    encoder = Encoder(_not_storable)
    tree = encoder.encode(value)
    return to_bytes({"value": tree}, encoder.buffers)


def _not_storable(value: object, note: str) -> Json:
    raise ProtocolError(f"cannot be stored: {note or type(value).__name__}")
