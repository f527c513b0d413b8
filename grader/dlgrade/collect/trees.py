"""Files to be read where they are: below a folder, or in an archive that is unpacked nowhere.

Their names come from students and are never used as paths: a name tells who sent a file and what it is, no more.
"""

import contextlib
import datetime
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dlgrade.errors import UsageError
from dlgrade.student.archives import SUFFIXES, list_of_contents

METADATA = "submission_metadata.yml"  # Gradescope's list of who sent what
_ENTRIES_LIMIT = 200_000  # files of one source: a thousand students with two hundred each
_DEPTH_LIMIT = 12  # folders inside folders
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Entry:
    """One file: its place as names, and a way to read at most so many bytes of it (None if it cannot be read).

    `modified` is what the file says of itself, `changed` what the file system says, which its owner cannot set back.
    """

    parts: tuple[str, ...]
    read: Callable[[int], bytes | None]
    modified: datetime.datetime | None = None
    changed: datetime.datetime | None = None
    owner: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]

    def below(self, depth: int) -> "Entry":
        """Return the same file as seen from a folder further down."""
        return replace(self, parts=self.parts[depth:])


@dataclass(frozen=True)
class Tree:
    """What a source holds; `skipped` counts what is no file that could be read: links, devices, names that climb."""

    path: Path
    entries: list[Entry]
    skipped: int = 0

    def tops(self) -> dict[str, list[Entry]]:
        """Return the files by the first part of their places."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.parts[0], []).append(entry)
        return found


@contextlib.contextmanager
def open_tree(path: Path) -> Iterator[Tree]:
    """Open a folder or a zip file as a tree; UsageError if it is neither."""
    if path.is_dir():
        entries, skipped = _of_folder(path)
        yield _unwrapped(Tree(path, entries, skipped))
    elif path.is_file() and path.name.lower().endswith(".zip"):
        try:
            with path.open("rb") as file:
                list_of_contents(file, _ENTRIES_LIMIT)
            archive = zipfile.ZipFile(path)
        except Exception as error:  # whatever the library raises over an archive that is cut or forged
            reason = str(error).partition("\n")[0][:100]
            raise UsageError(f"{path}: cannot be read ({reason}): download it again") from None
        with archive:
            entries, skipped = _of_zip(archive)
            yield _unwrapped(Tree(path, entries, skipped))
    elif path.is_file() and path.name.lower().endswith(SUFFIXES):
        yield Tree(path, [of_file(path)])
    else:
        what = "is no folder and no zip file" if path.exists() else "does not exist"
        raise UsageError(f"{path}: {what}: name the exchange, or what your LMS let you download")


def moment(nanoseconds: int) -> datetime.datetime | None:
    """Return a file's time to the microsecond; None if it is no date."""
    try:
        return _EPOCH + datetime.timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        return None


def _of_folder(root: Path) -> tuple[list[Entry], int]:
    found: list[Entry] = []
    skipped = 0
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        parts = waiting.pop()
        try:
            with os.scandir(root.joinpath(*parts)) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if len(parts) < _DEPTH_LIMIT and not entry.name.startswith("."):
                            waiting.append((*parts, entry.name))
                    elif entry.is_file(follow_symlinks=False):
                        found.append(of_file(root.joinpath(*parts, entry.name), (*parts, entry.name)))
                    else:
                        skipped += 1
                    if len(found) > _ENTRIES_LIMIT:
                        raise UsageError(f"{root}: holds more than {_ENTRIES_LIMIT:,} files: name a smaller folder")
        except OSError as error:
            if not parts:
                raise UsageError(f"{root}: cannot be read: {error.strerror}") from None
            skipped += 1
    return sorted(found, key=lambda each: each.parts), skipped


def of_file(path: Path, parts: tuple[str, ...] = ()) -> Entry:
    """Return a file of the file system, under its own name or as a place in a tree; links are not followed."""
    parts = parts or (path.name,)

    def read(limit: int) -> bytes | None:
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(descriptor, "rb") as file:
                return file.read(limit) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
        except OSError:
            return None

    try:
        there = path.lstat()
    except OSError:
        return Entry(parts, read)
    return Entry(parts, read, moment(there.st_mtime_ns), moment(there.st_ctime_ns), owner_of_files(there.st_uid))


def _of_zip(archive: zipfile.ZipFile) -> tuple[list[Entry], int]:
    found, skipped = [], 0
    seen: set[tuple[str, ...]] = set()
    for info in archive.infolist():
        if info.is_dir():
            continue
        parts = tuple(part for part in _name(info).split("/") if part not in ("", "."))
        kind = info.external_attr >> 28  # of a Unix system: 8 a file, 0 unsaid
        if kind not in (0, 8) or info.flag_bits & 0x1 or not parts or ".." in parts or parts in seen:
            skipped += 1
            continue
        seen.add(parts)
        found.append(Entry(parts, _reader(archive, info)))
    return sorted(found, key=lambda each: each.parts), skipped


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes | None]:
    def read(limit: int) -> bytes | None:
        try:
            with archive.open(info) as file:
                return file.read(limit)
        except Exception:  # a member that is cut or forged
            return None

    return read


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; one that is UTF-8 without saying so is taken as that."""
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


def _unwrapped(tree: Tree) -> Tree:
    """Leave out what macOS adds to archives, and step into the one folder that an export may be wrapped in."""
    entries = [entry for entry in tree.entries if entry.parts[0] != "__MACOSX" and not entry.name.startswith("._")]
    if len({entry.parts[0] for entry in entries}) == 1 and any(entry.parts[1:] == (METADATA,) for entry in entries):
        entries = [entry.below(1) for entry in entries]
    return Tree(tree.path, entries, tree.skipped)


def owner_of_files(number: int | None = None) -> str:
    """Return the name of a user of this machine, of whoever runs this if no number is given; empty if there is none."""
    if os.name != "posix":
        return ""
    import pwd  # Unix only

    try:
        return pwd.getpwuid(os.getuid() if number is None else number).pw_name
    except KeyError:
        return ""
