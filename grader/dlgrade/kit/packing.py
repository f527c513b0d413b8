"""Write a kit, and unpack what a newer one brings into a folder in which somebody works."""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from dlgrade.course import FACTS_NAME, Course, open_course
from dlgrade.errors import DlgradeError, UsageError
from dlgrade.kit.contents import COURSE

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows, so that one kit has the same bytes every time
_PLAIN = 0o100644
_LIMIT = 1 << 30  # bytes; a kit of twelve exercises has some thirty million


def write(place: Path, folder: Path, content: Mapping[str, bytes]) -> int:
    """Write the kit where it is wanted, and return its size in bytes."""
    try:
        place.absolute().parent.mkdir(parents=True, exist_ok=True)
        if place.suffix != ".zip":
            shutil.copytree(folder, place, dirs_exist_ok=True)
            return sum(len(each) for each in content.values())
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            for name, text in sorted(content.items()):
                entry = zipfile.ZipInfo(f"{place.stem}/{name}", _MOMENT)  # in one folder: it is unpacked anywhere
                entry.create_system, entry.external_attr = 3, _PLAIN << 16  # Unix
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, text)
        partial_ = place.with_name(place.name + ".partial")
        partial_.write_bytes(zipped.getvalue())
        partial_.replace(place)
    except OSError as error:
        raise DlgradeError(f"{place}: the kit cannot be written: {error.strerror}") from None
    return len(zipped.getvalue())


def unpack(archive: Path, desk: Path) -> Course:
    """Put the course of a kit's zip file into a folder to work in, in place of an older one, and return it.

    UsageError if it is no kit; what was there stays until the new one is whole.
    """
    target = desk.resolve() / COURSE
    if desk.exists() and not desk.is_dir():
        raise UsageError(f"{desk}: is a file: name a folder, or one that does not exist yet")
    if target.exists() and not (target / "checks" / FACTS_NAME).is_file():
        raise UsageError(f"{target}: is in the way, and no kit made it: move it, or name another folder")
    try:
        with zipfile.ZipFile(archive) as kit:
            if sum(each.file_size for each in kit.infolist()) > _LIMIT:
                raise UsageError(f"{archive}: is no kit: it holds more than {_LIMIT >> 30} GB")
            parts = {name: name.split("/") for name in kit.namelist() if not name.endswith("/")}
            inside = {name: each[2:] for name, each in parts.items() if len(each) > 2 and each[1] == COURSE}
            wanted = {"/".join(each): kit.read(name) for name, each in inside.items()}
    except (OSError, zipfile.BadZipFile) as error:
        raise UsageError(f"{archive}: is no kit: {error}") from None
    if not wanted or any(".." in Path(name).parts or Path(name).is_absolute() for name in wanted):
        raise UsageError(f"{archive}: is no kit: it holds no folder {COURSE}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".dlgrade-", dir=target.parent))
        try:
            for name, content in wanted.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(content)
            open_course(fresh)  # CourseError, before anything is replaced
            fresh.chmod(0o755)
            if target.exists():
                target.rename(fresh.with_name(fresh.name + ".old"))
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(fresh.with_name(fresh.name + ".old"), ignore_errors=True)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}") from None
    return open_course(target)
