"""Find a student's module in what a system unpacked: where it lies is the student's choice, and links lead nowhere."""

import os
from collections.abc import Iterator
from pathlib import Path

from dlgrade.course import Course, Exercise
from dlgrade.errors import UsageError
from dlgrade.student import Submission, read_submission

_FOLDERS_LIMIT = 500
_DEPTH_LIMIT = 5
_ARCHIVES = (".zip", ".tar.gz", ".tgz")


def find_submission(root: Path, course: Course, exercise: Exercise) -> Submission:
    """Return the submission in a folder; the module may lie in a folder of it, or in the one archive that is there."""
    if not root.is_dir():
        raise UsageError(f"{root}: there is no such folder: the system has put no submission there")
    folders = list(_folders(root))
    holding = [folder for folder in folders if _is_file(folder / exercise.module)]
    if root not in holding and len(holding) > 1:
        named = [folder for folder in holding if folder.name in (exercise.slug, exercise.topic)]
        if len(named) != 1:
            where = " and ".join(f"{folder.relative_to(root)}/" for folder in holding[:3])
            return Submission(
                str(root), {}, problem=f"{exercise.module} is there more than once, in {where}: leave one"
            )
        holding = named
    place = root if root in holding or not holding else holding[0]
    if not holding:
        archives = [path for path in sorted(root.iterdir()) if path.name.lower().endswith(_ARCHIVES) and _is_file(path)]
        place = archives[0] if len(archives) == 1 else root
    siblings: dict[str, Path] = {}
    for other in course.exercises:
        for folder in folders:
            if folder.name in (other.slug, other.topic, root.name) and _is_file(folder / other.module):
                siblings.setdefault(other.topic, folder / other.module)
    return read_submission(place, exercise.topic, siblings=siblings, used=exercise.probes).without_place()


def _folders(root: Path) -> Iterator[Path]:
    """Return a folder and those below it that are no links, the nearest first."""
    waiting = [(root, 0)]
    for count, (folder, depth) in enumerate(waiting):
        if count >= _FOLDERS_LIMIT:
            return
        yield folder
        if depth < _DEPTH_LIMIT:
            try:
                with os.scandir(folder) as entries:
                    names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
            except OSError:
                continue
            waiting += [(folder / name, depth + 1) for name in names if not name.startswith((".", "__MACOSX"))]


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
