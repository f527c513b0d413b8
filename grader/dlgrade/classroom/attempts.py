"""What was handed in: nbgrader's `submitted/<student>/<exercise>/`, and earlier ones in `attempts/`."""

import datetime
import hashlib
import os
import re
import stat
import zoneinfo
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dlgrade.errors import UsageError
from dlgrade.protocol import one_line
from dlgrade.student.notebooks import CODE, FILE_LIMIT, SUFFIX

SUBMITTED = "submitted"
EARLIER = "attempts"
TIMESTAMP = "timestamp.txt"
BEGINNING = datetime.datetime.min.replace(tzinfo=datetime.UTC)  # where what has no time is put
_FORMAT = "%Y-%m-%d %H:%M:%S.%f"
_BYTES_LIMIT = 1 << 20  # of one file that counts for an attempt's key; more is no Python that could be graded
_FILES_LIMIT = 2_000
_STUDENT = re.compile(r"[^\s/\\:*?\"<>|\x00-\x1f\x7f.-][^/\\:*?\"<>|\x00-\x1f\x7f]{0,127}")


@dataclass(frozen=True)
class Attempt:
    """One submission of one student; `key` tells it from others by what is in it, `received` is in UTC if known."""

    student: str
    exercise: str
    folder: Path
    received: datetime.datetime | None
    key: str


def student_id(text: str) -> str:
    """Return a student's name as folders bear it; UsageError if it could be none."""
    name = text.strip()
    if not _STUDENT.fullmatch(name) or name != os.path.basename(name) or not name.isprintable():  # noqa: PTH119
        raise UsageError(
            f"{text!r} cannot be a student's name: use letters, digits, and _ . @ - behind the first of them"
        )
    return name


def stamp(moment: datetime.datetime) -> str:
    """Return a moment as nbgrader writes it into timestamp.txt."""
    return f"{moment.astimezone(datetime.UTC):{_FORMAT}} UTC"


def received_at(folder: Path) -> datetime.datetime | None:
    """Read when a submission was received, in UTC; None if nothing that can be read says so."""
    try:
        return moment_of((folder / TIMESTAMP).read_text("utf-8")[:100].strip())
    except (OSError, UnicodeDecodeError):
        return None


def moment_of(text: str) -> datetime.datetime | None:
    """Read a moment as nbgrader writes it, or in ISO's form; UTC where no zone is named, None if it is none."""
    day, _, rest = text.partition(" ")
    time, _, zone = rest.partition(" ")
    try:
        moment = datetime.datetime.fromisoformat(f"{day} {time}" if time else day)
        if moment.tzinfo is None and zone.strip()[:1] in ("+", "-"):
            moment = datetime.datetime.fromisoformat(f"{day} {time}{zone.strip()}")
        elif moment.tzinfo is None:
            moment = moment.replace(tzinfo=zoneinfo.ZoneInfo(zone.strip() or "UTC"))
        return moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return None


def content_key(folder: Path) -> str:
    """Return sixteen hexadecimal digits of the names and contents of a submission's files, the time left out."""
    return _key((name, _content(path)) for name, path in _files(folder))


def key_of(files: Mapping[str, bytes]) -> str:
    """Return the key that a folder of these files has."""
    return _key((name, _of_content(name, content)) for name, content in files.items())


def _key(digests: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(digests):
        digest.update(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest())
        digest.update(content)
    return digest.hexdigest()[:16]


def attempts_in(root: Path, exercise: str) -> list[Attempt]:
    """Return every submission of an exercise, by student, the earliest first."""
    students = {folder.name for place in (SUBMITTED, EARLIER) for folder in _folders(root / place)}
    return [attempt for student in sorted(students) for attempt in attempts_of(root, student, exercise)]


def attempts_of(root: Path, student: str, exercise: str) -> list[Attempt]:
    """Return one student's submissions of an exercise, the earliest first; what has no time comes before all else."""
    latest, earlier = (root / place / student / exercise for place in (SUBMITTED, EARLIER))
    folders = [latest] if _is_folder(latest) and not _linked(latest) else []
    folders += _folders(earlier) if not _linked(earlier) else []
    found = [Attempt(student, exercise, folder, received_at(folder), content_key(folder)) for folder in folders]
    return sorted(found, key=lambda each: (each.received or BEGINNING, each.folder.parts))


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise _closed(path, error) from None


def _closed(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path}: cannot be looked into: {error.strerror}: give yourself the right to, or move it away")


def _linked(folder: Path) -> bool:
    """Whether an exercise's folder, or its student's, is a link: it could be anybody's."""
    return folder.is_symlink() or folder.parent.is_symlink()


def students_in(root: Path, exercises: Collection[str]) -> list[str]:
    """Return who handed something in for one of these exercises, now or earlier."""
    folders = [*_folders(root / SUBMITTED), *_folders(root / EARLIER)]
    return sorted({each.name for each in folders if any((each / exercise).is_dir() for exercise in exercises)})


def exercises_in(root: Path) -> list[str]:
    """Return the exercises that anything was handed in for."""
    return sorted({folder.name for student in _folders(root / SUBMITTED) for folder in _folders(student)})


def _folders(place: Path) -> list[Path]:
    """Return the folders in a folder that are no links and not hidden."""
    try:
        with os.scandir(place) as entries:
            found = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:  # nobody is taken for one who handed in nothing
        raise _closed(place, error) from None
    for name in found:
        if any("\udc80" <= character <= "\udcff" for character in name):  # what Python makes of bytes that are no UTF-8
            raise UsageError(f"{place}: the folder {one_line(name)} has a name that is not UTF-8: rename it")
    return [place / name for name in sorted(found) if not name.startswith(".")]


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Return the names and places of the modules and notebooks in a submission; nothing else could be graded."""
    try:
        with os.scandir(folder) as entries:
            for count, entry in enumerate(entries):
                if count >= _FILES_LIMIT:
                    return
                if entry.name.endswith(CODE):
                    yield entry.name, folder / entry.name
    except OSError:
        return


def _content(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return type(error).__name__.encode()
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return b"no regular file"
        return _of_content(path.name, file.read(_limit(path.name) + 1))


def _of_content(name: str, content: bytes) -> bytes:
    return hashlib.sha256(content[: _limit(name) + 1]).digest()


def _limit(name: str) -> int:
    return FILE_LIMIT if name.endswith(SUFFIX) else _BYTES_LIMIT
