"""Keys that decide the inputs of checks, so that hidden inputs are hidden by a secret and not by obscurity."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from dlgrade.errors import REPAIR, CourseError, UsageError

_HEADER = "dlgrade key 1"
_BYTES = 32
_TEXTS = "texts"
_IN_PLACE = ("shuffle", "permuted", "spawn")  # return nothing, or what they were given, or more generators


@dataclass(frozen=True)
class Key:
    """A secret and the name that results give it."""

    secret: bytes = field(repr=False)
    official: bool = False

    @property
    def id(self) -> str:
        """Eight hexadecimal digits that identify the key and do not reveal it."""
        return hashlib.sha256(b"dlgrade key id" + self.secret).hexdigest()[:8]

    def seed(self, exercise: str, check: str, draw: int) -> int:
        """Return the seed of one check's inputs."""
        message = "\x1f".join((exercise, check, str(draw))).encode()
        return int.from_bytes(hmac.new(self.secret, message, hashlib.sha256).digest(), "big")


PRACTICE = Key(b"dlgrade practice: these inputs are public")


def practice(number: int) -> Key:
    """Return one of many public keys: 0 is what students practise with, others widen an author's proof."""
    return PRACTICE if number == 0 else Key(PRACTICE.secret + str(number).encode())


class CheckGenerator(np.random.Generator):
    """The generator of a check's inputs; it never crosses the wall, since its state tells the inputs to come."""


class RecordedGenerator(CheckGenerator):
    """Draws a check's inputs and tells each, as (method, value), to those who keep them for others to draw."""

    def __init__(self, bits: np.random.BitGenerator, on_draw: Callable[[tuple[str, Any]], None]):
        super().__init__(bits)
        self._on_draw = on_draw
        self._plain = np.random.Generator(bits)  # whose methods call each other without being recorded

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_"):
            return object.__getattribute__(self, name)
        method = getattr(self._plain, name)
        if not callable(method):
            return method
        if name in _IN_PLACE:
            raise CourseError(f"rng.{name} cannot be stored for a kit: use a method that returns what it draws")

        def draw(*arguments: Any, **keywords: Any) -> Any:
            value = method(*arguments, **keywords)
            self._on_draw((name, _storable(value)))
            return value

        return draw


class ReplayedGenerator(CheckGenerator):
    """Hands out the inputs that a check drew when they were recorded, whatever NumPy would draw today."""

    def __init__(self, draws: Sequence[tuple[str, Any]]):
        super().__init__(np.random.PCG64(0))
        self._draws = iter(draws)

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_"):
            return object.__getattribute__(self, name)

        def draw(*_arguments: Any, **_keywords: Any) -> Any:
            method, value = next(self._draws, ("nothing more", None))
            if method != name:
                raise CourseError(f"the kit stores rng.{method} where rng.{name} is drawn: {REPAIR}")
            if isinstance(value, dict):
                return np.array(value[_TEXTS])[()]
            return value.copy() if isinstance(value, np.ndarray) else value  # what is stored cannot be written to

        return draw


def _storable(value: Any) -> Any:
    """Return a draw that nobody changes later, in a form that a kit can hold: texts cannot be in its arrays."""
    if np.asarray(value).dtype.kind == "U":
        return {_TEXTS: np.asarray(value).tolist()}
    return np.array(value) if np.ndim(value) else value


def generator(key: Key, exercise: str, check: str, draw: int) -> CheckGenerator:
    """Return the generator that draws one check's inputs."""
    return CheckGenerator(np.random.PCG64(key.seed(exercise, check, draw)))


def new_key(path: Path) -> Key:
    """Write a new key, readable for its owner alone; UsageError rather than overwrite a file."""
    text = f"{_HEADER}\n{secrets.token_hex(_BYTES)}\n"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UsageError(f"{path}: exists already; a key is never overwritten: name another file") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    return read_key(path)


def read_key(path: Path) -> Key:
    """Read a key; UsageError if it is none, or if others can read it too."""
    try:
        text = path.read_text("ascii")
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise UsageError(f"{path}: no key can be read: {reason}; `dlgrade key new FILE` makes one") from None
    lines = text.split("\n")
    if lines[0] != _HEADER or len(lines) < 2:
        raise UsageError(f"{path}: is not a key; `dlgrade key new FILE` makes one")
    try:
        secret = bytes.fromhex(lines[1])
    except ValueError:
        secret = b""
    if len(secret) != _BYTES:
        raise UsageError(f"{path}: is not a whole key; `dlgrade key new FILE` makes one")
    if os.name == "posix" and mode & 0o077:
        raise UsageError(f"{path}: others can read this key: chmod 600 {path}")
    return Key(secret, official=True)
