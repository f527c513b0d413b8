"""Slips: what was handed in, by whom and when. One lies in every archive, and students keep theirs as receipts.

A slip is written by the student's own program, so it proves nothing by itself: it does where its digests are those of
what was collected.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from dlgrade.errors import UsageError

MANIFEST = "dlgrade-submission.json"  # a slip's name inside an archive
_BYTES_LIMIT = 1 << 20  # of a slip's file
_Text = Annotated[str, msgspec.Meta(max_length=500)]


class Listed(msgspec.Struct, frozen=True):
    """One file: its name, its size in bytes, the SHA-256 of its content in hexadecimal."""

    name: _Text
    bytes: int
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Slip(msgspec.Struct, frozen=True):
    """What was handed in; `to` is where, `sent` in UTC by the sender's clock, `digest` that of the whole list."""

    student: _Text
    exercise: _Text
    sent: datetime.datetime
    files: Annotated[list[Listed], msgspec.Meta(max_length=1000)]
    digest: _Text
    course: _Text = ""
    version: _Text = ""
    to: _Text = ""
    slip: int = 1  # the version of this format

    def __post_init__(self) -> None:
        if self.sent.tzinfo is None:
            raise ValueError("`sent` names no time zone")


def listed(files: Mapping[str, bytes]) -> list[Listed]:
    """List files by name."""
    return [Listed(name, len(files[name]), hashlib.sha256(files[name]).hexdigest()) for name in sorted(files)]


def digest_of(files: list[Listed]) -> str:
    """Return the digest of a list of files: what `sha256sum *.py | sha256sum` prints for them."""
    lines = [f"{each.sha256}  {each.name}\n" for each in sorted(files, key=lambda each: each.name)]
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def encoded(slip: Slip) -> bytes:
    """Return a slip as JSON, for people too."""
    return json.dumps(msgspec.to_builtins(slip), indent=2, ensure_ascii=False).encode() + b"\n"


def decoded(content: bytes) -> Slip:
    """Read a slip; ValueError says what is wrong with it."""
    try:
        slip = msgspec.json.decode(content, type=Slip)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if digest_of(slip.files) != slip.digest:
        raise ValueError("its digest is not that of its list of files")
    return slip


def read_slip(path: Path) -> Slip:
    """Read a receipt's file; UsageError if it is none, or was changed."""
    try:
        with path.open("rb") as file:
            return decoded(file.read(_BYTES_LIMIT))
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {error.strerror}; name the receipt that `dlgrade submit` wrote"
        ) from None
    except ValueError as error:
        raise UsageError(
            f"{path}: is no receipt, or was changed: {error}; name the one that `dlgrade submit` wrote"
        ) from None
