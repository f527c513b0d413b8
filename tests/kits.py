"""Kits made of small courses, once for all tests of a run."""

import atexit
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from classroom import answers

from dlgrade import author
from dlgrade.course import Course, open_course
from dlgrade.grade import Settings
from dlgrade.kit import make

TINY = Path(__file__).parent / "tiny_course"


def copied(root: Path) -> Course:
    """Copy the tiny course, and cut the stubs that students get."""
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    for exercise in open_course(root).exercises:
        (exercise.folder / "README.md").write_text(f"# {exercise.title}\n", "utf-8")
    course = open_course(root)
    author.sync(course)
    return course


@cache
def tiny() -> tuple[Course, Course, Path]:
    """Return the tiny course, its kit's course, and the kit's folder."""
    folder = Path(tempfile.mkdtemp(prefix="dlgrade-kits-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    course = copied(folder / "whole")
    make(course, course.exercises, Settings(answers=answers()), out=folder / "kit")
    return course, open_course(folder / "kit" / "course"), folder / "kit"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a kit, and what is in its archives, by name."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for name in [each for each in found if each.endswith(".zip")]:
        with zipfile.ZipFile(folder / name) as archive:
            found |= {f"{name}/{each}": archive.read(each) for each in archive.namelist()}
    return found
