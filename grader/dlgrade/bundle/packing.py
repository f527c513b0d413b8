"""Make an archive for a system, and write it whole: a zip file that is the same whenever it is made, or a folder."""

import contextlib
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from dlgrade.bundle import gradescope, prairielearn
from dlgrade.bundle.contents import Bundle, Packed, contents
from dlgrade.course import Course, Exercise
from dlgrade.errors import UsageError
from dlgrade.exports.written import write_file, write_folder

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows
_STARTED, _PLAIN, _SECRET = 0o100755, 0o100644, 0o100600
_MAKERS = {"gradescope": gradescope.added, "prairielearn": prairielearn.added}


def pack(
    course: Course, exercise: Exercise, system: str, bundle: Bundle, *, key: Path | None = None, out: Path | None = None
) -> tuple[Path, Packed]:
    """Write an archive, and return where it is and what is in it.

    out: a zip file, or for PrairieLearn a folder too; else it is named by exercise and system, where one stands
    """
    packed = _MAKERS[system](course, exercise, contents(course, exercise, bundle, key))
    place = _place(exercise, system, out)
    with _private() if packed.secret else contextlib.nullcontext():
        if place.suffix == ".zip":
            write_file(place, _zipped(packed))
        else:
            write_folder(place, packed.files, started=packed.started, private=packed.secret)
    return place, packed


def _place(exercise: Exercise, system: str, out: Path | None) -> Path:
    zipped = system == "gradescope"
    name = f"{exercise.slug}-{system}" + ".zip" * zipped
    if out is None:
        return Path(name)
    if zipped and out.is_dir():
        return out / name
    if zipped and out.suffix != ".zip":
        raise UsageError(f"{out}: Gradescope takes a zip file: name one that ends in .zip, or a folder that exists")
    return out


def _zipped(packed: Packed) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(packed.files.items()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system = 3  # Unix, whose permissions follow
            secret = name.endswith(".key")
            entry.external_attr = (_STARTED if name in packed.started else _SECRET if secret else _PLAIN) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return content.getvalue()


@contextlib.contextmanager
def _private() -> Iterator[None]:
    """Let nobody else read what is written meanwhile."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
