"""Where work is handed in: nbgrader's exchange, any shared folder, or an archive to upload by hand.

Everything is written under another name first and then renamed, so that nobody finds half a submission; nothing that
is there already is ever replaced, and no link is followed.
"""

import base64
import contextlib
import errno
import io
import os
import secrets
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dlgrade.classroom import stamp
from dlgrade.classroom.attempts import TIMESTAMP
from dlgrade.classroom.slips import MANIFEST, Slip, encoded
from dlgrade.errors import UsageError

INBOUND = "inbound"  # nbgrader's name for the folder that students submit to
Kind = Literal["exchange", "folder", "archive"]
_ZIP = ".zip"
_TRIES = 1000  # numbers tried behind the name of an archive that is there


@dataclass(frozen=True)
class Destination:
    """A place that takes submissions: an exchange's `inbound`, a folder, or an archive's name."""

    kind: Kind
    path: Path


def destination(text: str, place: Path) -> Destination:
    """Understand what `--to` names, a relative path from a place; UsageError says why it cannot be handed in there."""
    path = Path(os.path.abspath(place / Path(text).expanduser()))  # noqa: PTH100 - it follows no link
    if path.name.lower().endswith(_ZIP) and not path.is_dir():
        if not path.parent.is_dir():
            raise UsageError(
                f"{path.parent}: does not exist: name an archive in a folder that does, with --to FILE.zip"
            )
        return Destination("archive", path)
    if not path.is_dir():
        what = "is a file, and no archive ends like it" if path.exists() else "does not exist, or not any more"
        raise UsageError(f"{path}: {what}: name a folder, or an archive to make such as work.zip, with --to")
    courses = [path, *_folders(path)]
    found = [each / INBOUND for each in courses if (each / INBOUND).is_dir()]
    if path.name == INBOUND:
        found = [path]
    if found and found[0].parent != path and len(found) > 1:
        several = ", ".join(each.parent.name for each in found[:6])
        raise UsageError(f"{path}: is an exchange of several courses, {several}: name yours, --to {found[0].parent}")
    return Destination("exchange", found[0]) if found else Destination("folder", path)


def deliver(
    where: Destination, slip: Slip, files: Mapping[str, bytes], beside: Mapping[str, bytes] | None = None
) -> Path:
    """Write a submission and return where it is; UsageError if the place refuses, with nothing left behind.

    beside: files that travel with the work and are no part of it, so that they are not on the slip
    """
    beside = beside or {}
    with _or_refused(where.path if where.kind != "archive" else where.path.parent):
        if where.kind == "exchange":
            return _to_exchange(where.path, slip, {**files, **beside})
        if where.kind == "folder":
            name = f"{slip.student}+{slip.exercise}+{slip.sent:%Y%m%dT%H%M%SZ}+{secrets.token_hex(9)}{_ZIP}"
            return _write(where.path / name, archive(slip, {**files, **beside}), _modes(where.path).file)
        return _write_numbered(where.path, archive(slip, {**files, **beside}))


def cautions(where: Destination, slip_student: str) -> list[str]:
    """Return what a student should know about a place before their work lies there."""
    if where.kind == "archive":
        return []
    found = []
    if where.kind == "exchange" and (owner := _me()) and owner != slip_student:
        found.append(f"nbgrader will note that the submission of {slip_student} belongs to the user {owner}")
    if _modes(where.path).open:
        found.append(
            f"{where.path} can be listed by others, who can then read what lies there: "
            "ask your instructor for a folder that only they can read"
        )
        mode = where.path.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            found[-1] += "; they can remove it as well"
    return found


def archive(slip: Slip, files: Mapping[str, bytes]) -> bytes:
    """Return a zip file of a submission, its slip beside its files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**files, MANIFEST: encoded(slip)}.items():
            entry = zipfile.ZipInfo(name, max(slip.sent.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return made.getvalue()


@dataclass(frozen=True)
class _Modes:
    file: int
    folder: int
    open: bool = False  # whether others can find and read what lies there


def _modes(place: Path) -> _Modes:
    """Return the modes with which the instructor can read a submission, and as few others as the place allows.

    In a place of one's own nobody else needs to. Where the names cannot be listed, as in nbgrader's `inbound`, they are
    the secret, and the instructor may remove the folder. A set-group-ID folder of a group that the student is not in
    passes that group on. Anywhere else the instructor can read only what everybody can.
    """
    if os.name != "posix":
        return _Modes(0o600, 0o700)
    there = place.stat()
    if there.st_uid == os.getuid():
        return _Modes(0o600, 0o700)
    if not os.access(place, os.R_OK):
        return _Modes(0o644, 0o777)
    if there.st_mode & stat.S_ISGID and there.st_gid not in {os.getgid(), *os.getgroups()}:
        return _Modes(0o640, 0o750)
    return _Modes(0o644, 0o755, open=True)


def _to_exchange(inbound: Path, slip: Slip, files: Mapping[str, bytes]) -> Path:
    if wrong := [letter for letter in "+*?[]" if letter in slip.student]:
        raise UsageError(
            f"{slip.student}: nbgrader takes no {wrong[0]} in a student's name: ask which name is yours there"
        )
    random = base64.urlsafe_b64encode(secrets.token_bytes(9)).decode()
    moment = stamp(slip.sent)
    target = inbound / f"{slip.student}+{slip.exercise}+{moment}+{random}"
    hidden = inbound / f".dlgrade-{secrets.token_hex(8)}"
    modes = _modes(inbound)
    try:
        hidden.mkdir(mode=0o700)
        for name, content in {**files, TIMESTAMP: moment.encode()}.items():
            _new_file(hidden / name, content, modes.file)
        hidden.chmod(modes.folder)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "another submission of that name is there", str(target))
        hidden.rename(target)
    except BaseException:
        _remove(hidden, [*files, TIMESTAMP])
        raise
    return target


def _write(path: Path, content: bytes, mode: int) -> Path:
    hidden = path.parent / f".dlgrade-{secrets.token_hex(8)}"
    try:
        _new_file(hidden, content, mode)
        try:
            os.link(hidden, path, follow_symlinks=False)  # unlike a renaming, it never replaces a file
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
                raise
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, "another file of that name is there", str(path)) from None
            hidden.rename(path)
    finally:
        with contextlib.suppress(OSError):
            hidden.unlink()
    return path


def _write_numbered(path: Path, content: bytes) -> Path:
    for number in range(1, _TRIES):
        name = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        if not os.path.lexists(name):
            with contextlib.suppress(FileExistsError):
                return _write(name, content, 0o600)
    raise UsageError(f"{path}: is there already, and {_TRIES} others like it: name another archive with --to")


def _new_file(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        if os.name == "posix":
            os.fchmod(file.fileno(), mode)


def _remove(folder: Path, names: list[str]) -> None:
    for name in names:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()


@contextlib.contextmanager
def _or_refused(place: Path) -> Iterator[None]:
    """Turn what the file system says into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            why = "there is no space left: hand in elsewhere with --to, for example into an archive, --to work.zip"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            why = "you may not write there: ask your instructor, or hand in an archive, --to work.zip"
        elif error.errno in (errno.ENOENT, errno.ENOTDIR):
            why = "it is gone: ask your instructor, or hand in an archive, --to work.zip"
        else:
            why = f"{error.strerror or error}: try again, or hand in an archive, --to work.zip"
        raise UsageError(f"{place}: nothing was handed in: {why}") from None


def _folders(path: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(each for each in path.iterdir() if each.is_dir())
    return []


def _me() -> str:
    if os.name != "posix":
        return ""
    import pwd  # Unix only

    with contextlib.suppress(KeyError):
        return pwd.getpwuid(os.getuid()).pw_name
    return ""
