"""Keys that decide the inputs of checks, so that hidden inputs are hidden by a secret and not by obscurity."""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dlgrade.errors import UsageError

_HEADER = "dlgrade key 1"
_BYTES = 32


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
