"""What is left to grade: nothing that has a result of the same work, made by the same checks with the same key."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dlgrade.classroom import Attempt, Classroom
from dlgrade.grade import Settings
from dlgrade.results import Result
from dlgrade.truth import digests_of


@dataclass
class Plan:
    """The submissions of one exercise, by what is to be done with them."""

    exercise: str
    todo: list[Attempt] = field(default_factory=list)
    unchanged: int = 0
    outdated: list[Attempt] = field(default_factory=list)  # graded by other checks, or with another key or draw


def plan(classroom: Classroom, exercise: str, settings: Settings, *, force: bool = False) -> Plan:
    """Sort an exercise's submissions. Of what only the last counts, earlier ones are left alone.

    force: grade everything anew
    """
    made = Plan(exercise)
    compare = Comparison(classroom, exercise, settings)
    for attempt in that_count(classroom, exercise):
        state = "new" if force else compare.state(attempt)
        if state == "new":
            made.todo.append(attempt)
        elif state == "outdated":
            made.outdated.append(attempt)
        else:
            made.unchanged += 1
    return made


def that_count(classroom: Classroom, exercise: str) -> Sequence[Attempt]:
    """Return the submissions that may count by the course's policy: the last of each student, or all of them."""
    attempts = classroom.attempts(exercise)
    if classroom.policy.counts == "best":
        return list({(each.student, each.key): each for each in attempts}.values())  # the same work is graded once
    return list({each.student: each for each in attempts}.values())


class Comparison:
    """Compares results with what grading would be done by now."""

    def __init__(self, classroom: Classroom, exercise: str, settings: Settings):
        self._classroom, self._settings = classroom, settings
        self._digests = digests_of(classroom.course, classroom.course.exercise(exercise))

    def state(self, attempt: Attempt) -> str:
        """Return new, unchanged or outdated."""
        result = self._classroom.records.result(attempt)
        if result is None or result.faulty or not self.of_this_work(attempt, result):
            return "new"
        return "unchanged" if self.current(result) else "outdated"

    def current(self, result: Result) -> bool:
        """Whether these checks, with this key, made a result."""
        digests = (result.digests.checks, result.digests.mistakes)
        now = (self._digests.checks, self._digests.mistakes)
        return (*digests, result.key_id, result.draw) == (*now, self._settings.key.id, self._settings.draw)

    def of_this_work(self, attempt: Attempt, result: Result) -> bool:
        """Whether the modules that come from other exercises are those that were graded; the rest decides the key."""
        return result.digests.submission == self._classroom.submission(attempt).digest
