"""What is sent: the exercise's Python files as they are now, and the other exercises' modules that they import."""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dlgrade.classroom.slips import Listed, listed
from dlgrade.course import Exercise
from dlgrade.desk import Desk
from dlgrade.errors import SubmissionError
from dlgrade.student import Submission
from dlgrade.student.submission import as_text, read_bytes


@dataclass(frozen=True)
class Pack:
    """An exercise, packed: contents by file name, and where those come from that are other exercises' modules."""

    exercise: Exercise
    submission: Submission
    files: Mapping[str, bytes]
    siblings: Mapping[str, str] = field(default_factory=dict)  # file name -> slug
    left: list[str] = field(default_factory=list)  # what lies in the folder and is not sent

    @property
    def listed(self) -> list[Listed]:
        """The files with sizes and digests."""
        return listed(self.files)


def pack(desk: Desk, exercise: Exercise) -> Pack:
    """Read what is there to hand in; SubmissionError if it could not be graded whatever is in it."""
    folder = desk.folder(exercise)
    if not folder.is_dir():
        raise SubmissionError(
            f"{folder}: does not exist: run `dlgrade init {desk.root}` again, and write your work there"
        )
    submission = desk.submission(exercise)
    if submission.problem:
        raise SubmissionError(f"{exercise.slug} cannot be handed in: {submission.problem}")
    slugs = {each.topic: each for each in desk.course.exercises}
    files: dict[str, bytes] = {}
    siblings: dict[str, str] = {}
    for module, (name, text) in submission.sources.items():
        path = folder / name
        if not os.path.lexists(path):
            path = desk.folder(slugs[module]) / name
            siblings[name] = slugs[module].slug
        files[name] = read_bytes(path)
        same = as_text(files[name], name) == text if name.endswith(".py") else _again(desk, exercise, submission)
        if not same:
            raise SubmissionError(f"{path} was written to while it was read: save it, and hand in again")
    given = {each.name for each in exercise.stubs.iterdir()} if exercise.stubs.is_dir() else set()
    there = {each.name for each in folder.iterdir() if not each.name.startswith((".", "__"))}
    left = sorted(there - files.keys() - given)
    return Pack(exercise, submission, files, siblings, left)


def _again(desk: Desk, exercise: Exercise, submission: Submission) -> bool:
    """Whether what is made of the notebooks is still the same."""
    return desk.submission(exercise).digest == submission.digest


def unsaved(folder: Path, names: list[str]) -> list[str]:
    """Return a sentence for each file that an editor holds a newer version of."""
    found = []
    for name in names:
        for trace in (f".{name}.swp", f".{name}.swo", f"{name}~", f"#{name}#", f".#{name}", f".~{name}"):
            with contextlib.suppress(OSError):
                if (folder / trace).lstat().st_mtime_ns > (folder / name).lstat().st_mtime_ns:
                    found.append(f"{name} may be unsaved: {trace} is newer than it; save it in your editor and look")
                    break
    return found
