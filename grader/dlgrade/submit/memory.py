"""What a student said once: where to, and who they are; kept with their receipts in `.dlgrade/` of their folder."""

import datetime
from pathlib import Path

import msgspec

from dlgrade.classroom.records import whole
from dlgrade.classroom.slips import Slip, decoded, encoded
from dlgrade.errors import UsageError

RECORDS = ".dlgrade"
_RECEIPTS = "receipts"
_SUBMIT = "submit.json"


class Remembered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The latest `--to` and `--student`."""

    to: str = ""
    student: str = ""


def remembered(root: Path) -> Remembered:
    """Return what a student's folder remembers; nothing if it is new, UsageError if the file is damaged."""
    path = root / RECORDS / _SUBMIT
    try:
        return msgspec.json.decode(path.read_bytes(), type=Remembered)
    except FileNotFoundError:
        return Remembered()
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path}: cannot be understood: {error}: delete it, and name --to and --student again"
        ) from None


def remember(root: Path, what: Remembered) -> str:
    """Keep it; return a sentence if the folder refuses."""
    if _unless_there(root / RECORDS / _SUBMIT) == what:
        return ""
    return _kept(root / RECORDS / _SUBMIT, msgspec.json.encode(what) + b"\n", "--to and --student are not remembered")


def receipts(root: Path, exercise: str) -> list[Slip]:
    """Return the receipts of an exercise, the earliest first; what cannot be read is left out."""
    found = []
    for path in sorted((root / RECORDS / _RECEIPTS).glob(f"{exercise}-*.json")):
        try:
            found.append(decoded(path.read_bytes()))
        except (OSError, ValueError):
            continue
    return sorted((each for each in found if each.exercise == exercise), key=lambda each: each.sent)


def keep_receipt(root: Path, slip: Slip) -> tuple[Path, str]:
    """Keep a receipt; the second value is a sentence if the folder refuses."""
    name = f"{slip.exercise}-{slip.sent.astimezone(datetime.UTC):%Y%m%dT%H%M%S.%fZ}-{slip.digest[:8]}.json"
    path = root / RECORDS / _RECEIPTS / name
    return path, _kept(path, encoded(slip), "your work is handed in, but no receipt is kept")


def _kept(path: Path, content: bytes, otherwise: str) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole(path, content)
    except OSError as error:
        return f"{otherwise}: {path}: {error.strerror}"
    return ""


def _unless_there(path: Path) -> Remembered | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Remembered)
    except (OSError, ValueError):
        return None
