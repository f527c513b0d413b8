"""Read a submission that came as one file, without unpacking it: nothing is written anywhere."""

import contextlib
import gzip
import io
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from dlgrade.errors import SubmissionError
from dlgrade.student.notebooks import FILE_LIMIT, SUFFIX

SUFFIXES = (".zip", ".tar.gz", ".tgz")
_FILE_LIMIT = 20 << 20  # bytes of the archive itself
_ENTRIES_LIMIT = 2_000
_ENTRY_BYTES = 400  # of a zip file's list of contents that one entry may take
_UNPACKED_LIMIT = 64 << 20  # bytes that a tar file may unpack to; a zip file's other contents are not unpacked
_PYTHON_LIMIT = 16 << 20  # bytes of all Python files together
_MODULE_LIMIT = 1 << 20  # bytes of one Python file
_END_OF_ZIP = struct.Struct("<4s4H2LH")  # the end of the central directory
_COMMENT_LIMIT = 1 << 16  # bytes that may follow it
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    IndexError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)  # fmt: skip - what the standard library raises over archives that are cut, forged or of a kind it does not know


def is_archive(path: Path) -> bool:
    """Whether a file's name says that it is one."""
    return path.name.lower().endswith(SUFFIXES)


def read_archive(path: Path, module: str) -> dict[str, bytes]:
    """Return the Python files that lie in one folder of an archive with `module`.py, by name.

    SubmissionError says what is wrong with an archive that cannot be read, or that no honest program makes.
    """
    if not path.is_file():
        raise SubmissionError(f"{path.name} is not a regular file: hand in the archive itself")
    try:
        with path.open("rb") as file:
            found = read_files(file, path.name, also=(module + SUFFIX,))
    except OSError as error:
        raise SubmissionError(f"{path.name} cannot be read ({error.strerror}): make the archive again") from None
    return _beside(found, module, path.name)


def read_files(file: BinaryIO, name: str, *, also: Collection[str] = ()) -> dict[str, bytes]:
    """Return the Python files in an archive, and those whose last name is in `also`, by their names inside.

    SubmissionError says what is wrong with an archive that cannot be read, or that no honest program makes.
    """
    try:
        if file.seek(0, io.SEEK_END) > _FILE_LIMIT:
            raise SubmissionError(f"it is larger than {_FILE_LIMIT >> 20} MB: it should hold code, not data")
        file.seek(0)
        return dict(_of_zip(file, also) if name.lower().endswith(".zip") else _of_tar(file, also))
    except SubmissionError as error:
        raise SubmissionError(f"{name}: {error}") from None
    except _BROKEN as error:
        reason = str(error) or type(error).__name__
        raise SubmissionError(f"{name} cannot be read ({reason[:100]}): make the archive again") from None


def _beside(found: dict[str, bytes], module: str, archive: str) -> dict[str, bytes]:
    """Choose the folder that holds the module."""
    wanted = module + ".py"
    names = [name.rpartition("/") for name in found]
    places = [place for place, _, name in names if name == wanted]
    places = places or [place for place, _, name in names if name == module + SUFFIX]
    if not places:
        held = f"it holds {', '.join(sorted(found)[:5])}" if found else "it holds no Python file"
        raise SubmissionError(f"there is no {wanted} in {archive}; {held}: put your work into {wanted}")
    if len(places) > 1:
        where = " and ".join(f"{place or '.'}/" for place in sorted(places)[:3])
        raise SubmissionError(f"{archive} holds {wanted} more than once, in {where}: leave one")
    start = f"{places[0]}/" if places[0] else ""
    inside = {name.removeprefix(start): content for name, content in found.items() if name.startswith(start)}
    return {name: content for name, content in inside.items() if "/" not in name}


def _of_zip(file: BinaryIO, also: Collection[str]) -> Iterator[tuple[str, bytes]]:
    list_of_contents(file)
    seen: set[str] = set()
    total = 0
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if entry.flag_bits & 0x1:
                raise SubmissionError(f"{_shown(entry.filename)} is encrypted: hand it in without a password")
            if not entry.flag_bits & 0x800 and not entry.orig_filename.isascii():
                raise SubmissionError("a file's name is not UTF-8: rename it in plain letters")
            kind = entry.external_attr >> 28  # of a Unix system: 4 a folder, 8 a file, 0 unsaid
            if kind not in (0, 4, 8):
                raise SubmissionError(f"{_shown(entry.filename)} is a link or a device: hand in the files themselves")
            name = _accepted(entry.orig_filename, seen)
            if entry.is_dir() or not _wanted(name, also):
                continue
            with archive.open(entry) as content:
                text = _bounded(content, name)
            total += len(text)
            if total > _PYTHON_LIMIT:
                raise SubmissionError(
                    f"it holds more than {_PYTHON_LIMIT >> 20} MB of Python: hand in your own code alone"
                )
            yield name, text


def list_of_contents(file: BinaryIO, limit: int = _ENTRIES_LIMIT) -> None:
    """Look how long a zip file's list of contents is before all of it is read; SubmissionError if it is too long."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_OF_ZIP.size - _COMMENT_LIMIT))
    tail = file.read()
    start = tail.rfind(b"PK\x05\x06")
    if start < 0 or len(tail) - start < _END_OF_ZIP.size:
        raise SubmissionError("it is not a zip file, or cut short: make the archive again")
    _, _, _, _, entries, directory, _, _ = _END_OF_ZIP.unpack_from(tail, start)
    if entries > limit or directory > limit * _ENTRY_BYTES:
        raise SubmissionError(f"it holds more than {limit:,} files: hand in the exercise's folder alone")
    file.seek(0)


def _of_tar(file: BinaryIO, also: Collection[str]) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    with gzip.open(file) as unpacked, tarfile.open(fileobj=_Bounded(unpacked), mode="r|", encoding="utf-8") as archive:
        for entry in archive:
            if entry.isdir():
                _accepted(entry.name, seen, folder=True)
                continue
            if not entry.isreg():
                raise SubmissionError(f"{_shown(entry.name)} is a link or a device: hand in the files themselves")
            name = _accepted(entry.name, seen)
            if _wanted(name, also):
                content = archive.extractfile(entry)
                assert content is not None
                with contextlib.closing(content):
                    yield name, _bounded(content, name)


class _Bounded(io.RawIOBase):
    """A stream that refuses to go on for ever."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile):
        self._stream, self._left = stream, _UNPACKED_LIMIT

    def read(self, size: int = -1) -> bytes:
        """Return some bytes; SubmissionError after too many."""
        wanted = self._left + 1 if size < 0 else min(size, self._left + 1)
        content = self._stream.read(wanted)
        self._left -= len(content)
        if self._left < 0:
            raise SubmissionError(f"it unpacks to more than {_UNPACKED_LIMIT >> 20} MB: it should hold code, not data")
        return content


def _bounded(content: object, name: str) -> bytes:
    limit = FILE_LIMIT if name.endswith(SUFFIX) else _MODULE_LIMIT
    text: bytes = content.read(limit + 1)  # type: ignore[attr-defined]
    if len(text) > limit:
        raise SubmissionError(f"{_shown(name)} is larger than {limit >> 20} MB: it should hold code, not data")
    return text


def _accepted(name: str, seen: set[str], *, folder: bool = False) -> str:
    """Return a name of a file inside the archive's folder that no file before it had; SubmissionError for others."""
    shown = _shown(name)
    if any("\ud800" <= letter <= "\udfff" for letter in name):
        raise SubmissionError("a file's name is not UTF-8: rename it in plain letters")
    if "\\" in name or "\0" in name or ":" in name:
        raise SubmissionError(f"{shown} has a backslash, a colon or a zero in its name: make the archive again")
    if name.startswith("/") or ".." in name.split("/"):
        raise SubmissionError(f"{shown} would lie outside of the archive's folder: make the archive again")
    plain = "/".join(part for part in name.split("/") if part not in ("", "."))
    key = unicodedata.normalize("NFKC", plain).casefold()
    if key in seen and not folder:
        raise SubmissionError(f"{shown} is there twice, or differs from another name by capital letters: leave one")
    seen.add(key)
    if len(seen) > _ENTRIES_LIMIT:
        raise SubmissionError(f"it holds more than {_ENTRIES_LIMIT:,} files: hand in the exercise's folder alone")
    return plain


def _wanted(name: str, also: Collection[str]) -> bool:
    parts = name.split("/")
    return (
        (name.endswith(".py") or parts[-1] in also)
        and "__MACOSX" not in parts
        and not any(part.startswith(".") for part in parts)
    )


def _shown(name: str) -> str:
    """Return a name that is safe to print and not too long."""
    return ascii(name[:80])
