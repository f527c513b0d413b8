"""The archive of a kit's exercise: inputs, answers, and how named mistakes answer, by check and draw.

A zip file of frames: `index.json` says what is in it, `checks/N` holds what a check draws and what the reference
answers it, `mistakes/N` what the solution and each named mistake answer to the same. The last is read for what failed.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from dlgrade.errors import REPAIR, CourseError, ProtocolError
from dlgrade.protocol import Decoder, Encoder, Json, no_handle, parse, to_bytes

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows, so that one kit has the same bytes every time
_INDEX = "index.json"
_UNREADABLE = (OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error)  # a damaged archive
_LENGTH = 8  # bytes, before each frame


class StoredMistake(msgspec.Struct, frozen=True):
    """A named mistake without its code."""

    name: str
    hint: str
    tasks: list[str]


class Index(msgspec.Struct, frozen=True):
    """What an archive holds, and what it was made with."""

    exercise: str
    key_id: str
    draw: int
    made_by: str  # the torch that computed the answers
    digests: dict[str, str]
    mistakes: list[StoredMistake]
    checks: list[str]
    defaults: dict[str, Any] = {}  # of the reference's parameters, by function.parameter


@dataclass
class CheckStore:
    """One check's draws from its generator, the reference's answers in the order asked, and answers to diagnoses.

    draws:   (method, value) each
    answers: (function, value) each
    others:  by the content of the question: what a diagnosis asks besides
    replies: how the solution (under no name) and each mistake answer, request by request
    """

    draws: list[tuple[str, Any]] = field(default_factory=list)
    answers: list[tuple[str, Any]] = field(default_factory=list)
    others: dict[str, Any] = field(default_factory=dict)
    replies: dict[str, list[Any]] = field(default_factory=dict)


def pack(index: Index, checks: Mapping[str, CheckStore]) -> bytes:
    """Return the archive's bytes; ProtocolError if a value is none that can be stored."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, _INDEX, msgspec.json.encode(index))
        for number, check in enumerate(index.checks):
            store = checks[check]
            told = {"draws": list(store.draws), "answers": list(store.answers), "others": store.others}
            _add(archive, f"checks/{number}", _framed([told]))
            _add(archive, f"mistakes/{number}", _framed(_pooled(store.replies)))
    return content.getvalue()


class Shipped:
    """An archive, read as far as it is needed."""

    def __init__(self, path: Path):
        self.path = path
        self._checks: dict[str, CheckStore] = {}
        self._replies: dict[str, dict[str, list[Any]]] = {}

    @cached_property
    def index(self) -> Index:
        """What is in it; CourseError if it is damaged."""
        try:
            return msgspec.json.decode(self._read(_INDEX), type=Index)
        except msgspec.DecodeError:
            raise self._damaged from None

    def insist(self) -> None:
        """Read all of it; CourseError if any part is damaged."""
        try:
            damaged = self._archive.testzip()
        except _UNREADABLE:
            raise self._damaged from None
        if damaged is not None:
            raise self._damaged

    @cached_property
    def _places(self) -> dict[str, int]:
        return {check: place for place, check in enumerate(self.index.checks)}

    def check(self, check: str) -> CheckStore:
        """Return what a check draws and is answered; CourseError if it is not here."""
        if check not in self._checks:
            [told] = self._frames(f"checks/{self._place(check)}")
            self._checks[check] = CheckStore(told["draws"], told["answers"], told["others"])
        return self._checks[check]

    def replies(self, check: str) -> dict[str, list[Any]]:
        """Return how the solution, under no name, and each mistake answer in a check."""
        if check not in self._replies:
            names, *pool = self._frames(f"mistakes/{self._place(check)}")
            self._replies[check] = {name: [pool[place] for place in places] for name, places in names.items()}
        return self._replies[check]

    def _place(self, check: str) -> int:
        if check not in self._places:
            raise CourseError(f"{self.path}: holds nothing for {check}: {REPAIR}")
        return self._places[check]

    def _frames(self, name: str) -> list[Any]:
        content = self._read(name)
        try:
            return list(_unframed(content))
        except (ProtocolError, KeyError, ValueError):
            raise self._damaged from None

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.path)

    def _read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except (KeyError, *_UNREADABLE):
            raise self._damaged from None

    @property
    def _damaged(self) -> CourseError:
        return CourseError(f"{self.path}: is damaged: {REPAIR}")


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _pooled(replies: Mapping[str, Sequence[Any]]) -> list[Any]:
    """Return the replies with each different one once: most of a mistake's are the solution's."""
    pool: list[Any] = []
    known: dict[bytes, int] = {}
    names: dict[str, list[int]] = {}
    for name, answers in replies.items():
        names[name] = []
        for answer in answers:
            content = _frame(answer)
            if content not in known:
                known[content] = len(pool)
                pool.append(answer)
            names[name].append(known[content])
    return [names, *pool]


def _framed(values: Sequence[Any]) -> bytes:
    frames = [_frame(value) for value in values]
    return b"".join(len(frame).to_bytes(_LENGTH, "little") + frame for frame in frames)


def _frame(value: Any) -> bytes:
    encoder = Encoder(_not_storable)
    tree = encoder.encode(value)
    return b"".join(bytes(piece) for piece in to_bytes({"value": tree}, encoder.buffers))


def _unframed(content: bytes) -> Sequence[Any]:
    values, place = [], 0
    while place < len(content):
        size = int.from_bytes(content[place : place + _LENGTH], "little")
        header, body = parse(content[place + _LENGTH : place + _LENGTH + size])
        values.append(Decoder(body, no_handle).decode(header["value"]))
        place += _LENGTH + size
    return values


def _not_storable(value: object, note: str) -> Json:
    raise ProtocolError(f"cannot be stored: {note or type(value).__name__}")
