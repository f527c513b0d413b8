"""Submissions as they are when it is their turn: since the plan was made, one may have been replaced or taken away."""

import dataclasses
from pathlib import Path

from dlgrade.classroom import Attempt, Classroom
from dlgrade.classroom.attempts import content_key
from dlgrade.errors import UsageError
from dlgrade.student import Submission, from_sources
from dlgrade.truth import siblings_of

PILOT = Attempt("the course's own solution", "", Path(), None, "")
_TRIES = 3  # to read a folder that somebody is writing into
_CHANGING = "it was taken away or changed while it was read: the next run grades what is there then"


class Intake:
    """Reads submissions of one exercise, and knows what was read, so that no result goes to other work."""

    def __init__(self, classroom: Classroom, exercise: str):
        self._classroom, self._exercise = classroom, exercise
        self._read: dict[Attempt, tuple[Attempt, str]] = {}

    def read(self, attempt: Attempt) -> Submission:
        """Return what is there now; a problem instead where nothing can be read that stays the same."""
        if attempt is PILOT:
            return self._pilot()
        self._read.pop(attempt, None)
        for _ in range(_TRIES):
            key = content_key(attempt.folder)
            try:
                submission = self._classroom.submission(attempt)
            except UsageError:  # the folder is gone
                break
            if content_key(attempt.folder) == key:
                self._read[attempt] = dataclasses.replace(attempt, key=key), submission.digest
                return submission
        return Submission(str(attempt.folder), {}, attempt.student, _CHANGING)

    def take(self, attempt: Attempt) -> tuple[Attempt, str] | None:
        """Return the attempt that was read in this one's place, and its digest; None if it is the next run's."""
        return self._read.pop(attempt, None)

    def _pilot(self) -> Submission:
        found = self._classroom.course.exercise(self._exercise)
        siblings = siblings_of(self._classroom.course, found)
        return from_sources(found.topic, found.solution.read_text("utf-8"), siblings, name=PILOT.student)
