"""What lies in a student's folders, looked at often and read only when it has changed.

Files are asked for their state again and again instead of being told by the system, which works over networks and
needs nothing installed.
"""

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from dlgrade.course import Course, Exercise
from dlgrade.desk import Desk
from dlgrade.errors import UsageError
from dlgrade.student import Submission

_SETTLED = 0.02  # seconds in which a file that is being written changes once more
_PATIENCE = 50  # times that this is waited for
_GONE = 0.5  # seconds that a file may be missing while an editor replaces it
_AGAIN = (
    1.0  # seconds after which a file is read although nothing tells that it has changed: clocks of disks are coarse
)
_DECIDING = (".py", ".toml", ".json", ".zip")
State = Mapping[str, tuple[int, ...]]  # path -> what tells that it is another file, or an older one of it


class Folders:
    """The folders of some exercises."""

    def __init__(self, desk: Desk):
        self._desk = desk
        self._state = self._look()
        self._read = time.monotonic()
        self._missing_since: dict[str, float] = {}

    def stirred(self) -> list[Exercise] | None:
        """Return in which folders something has changed since this was last asked; None if nothing needs to be read.

        What is returned is written to its end, as far as can be told. No folder is named where only time has passed.
        """
        before, state, now = self._state, self._look(), time.monotonic()
        if state == before and now - self._read < _AGAIN:
            return None
        for _ in range(_PATIENCE):
            if state == self._state:
                break
            self._state = state
            time.sleep(_SETTLED)
            state = self._look()
        self._read = now
        return [each for each in self._desk.course.exercises if before.get(each.slug) != state.get(each.slug)]

    def submission(self, exercise: Exercise) -> Submission | None:
        """Read the work on an exercise; None while its file is away for a moment, as when an editor replaces it.

        What cannot be read becomes a submission that says why.
        """
        folder = self._desk.folder(exercise)
        if not os.path.lexists(folder / exercise.module):
            since = self._missing_since.setdefault(exercise.slug, time.monotonic())
            if time.monotonic() - since < _GONE:
                self._read = 0.0  # look again
                return None
        else:
            self._missing_since.pop(exercise.slug, None)
        try:
            return self._desk.submission(exercise)
        except UsageError as error:
            return Submission(str(folder), {}, problem=str(error))
        except OSError as error:
            return Submission(str(folder), {}, problem=f"{folder}: cannot be read: {error.strerror}")

    def begun(self, exercise: Exercise) -> bool:
        """Whether a student has written something for an exercise."""
        try:
            return not self._desk.untouched(exercise)
        except OSError:
            return False

    def _look(self) -> Mapping[str, State]:
        return {each.slug: stated([self._desk.folder(each)]) for each in self._desk.course.exercises}


def course_state(course: Course) -> State:
    """Return the state of all that decides how exercises are judged."""
    folders = [folder for exercise in course.exercises for folder in (exercise.folder, exercise.folder / "mistakes")]
    return stated([*{exercise.folder.parent for exercise in course.exercises}, course.reference, *folders])


def stated(folders: Iterable[Path]) -> State:
    """Return the state of the deciding files right inside some folders; what refuses has a state as well."""
    found: dict[str, tuple[int, ...]] = {}
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith(_DECIDING):
                        found[entry.path] = _state_of(entry)
        except OSError as error:
            found[str(folder)] = (error.errno or -1,)
    return found


def _state_of(entry: "os.DirEntry[str]") -> tuple[int, ...]:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return (error.errno or -1,)
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode
