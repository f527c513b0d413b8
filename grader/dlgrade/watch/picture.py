"""What is known of the work on one exercise, kept true while only what a save changed is judged again."""

import re
from dataclasses import dataclass, field

import msgspec

from dlgrade.course import Exercise
from dlgrade.report.words import timed_out
from dlgrade.results import CheckResult, Result
from dlgrade.student import Submission
from dlgrade.watch.changes import touched
from dlgrade.watch.uses import Uses, reached

_PLACE = re.compile(r"\bline \d")  # in a text that says where in a file something is
_NAMES = "; it has "  # in a text that lists what a module holds
Stage = frozenset[str] | None  # the tasks that are judged in one go, None for all
Identity = tuple[str, str, tuple[str, ...]]


def identity(submission: Submission) -> Identity:
    """Return what tells two submissions apart, unreadable ones as well."""
    return submission.digest, submission.problem, tuple(submission.notes)


@dataclass
class Picture:
    """The latest result of an exercise, made of one that was whole and of those that came after it.

    What is left standing has passed, or failed with words that say nothing of the rest of the file, and uses nothing
    that was changed: so it is what judging everything would find.
    """

    exercise: Exercise
    uses: Uses | None = None  # None until its checks were collected: then everything counts as changed
    shown: Result | None = None
    judged: Identity | None = None  # the submission that was judged last, to the end
    stages: list[Stage] = field(default_factory=list)  # what is still to be judged of the one in hand
    in_hand: Submission | None = None
    _done: frozenset[str] = frozenset()  # tasks of it that were judged
    _base: Result | None = None  # what is true of it as far as it is judged
    _whole: tuple[Submission, Result] | None = None

    def begin(self, submission: Submission, *, anew: bool = False) -> None:
        """Take a submission in hand, and plan its stages in the order in which they are worth seeing.

        anew: whether nothing that is known counts
        """
        self.in_hand, self._done, self._base = submission, frozenset(), None
        self.judged = None  # what is shown may be of this one from now on, also if it is called off
        self.stages = [None] if anew else self._plan(submission)

    def known(self, submission: Submission, result: Result) -> None:
        """Take a result from before for the whole truth."""
        self.shown, self.judged, self._whole = result, identity(submission), (submission, result)

    def take(self, result: Result) -> None:
        """Take the result of the first stage, and add what has to be judged besides for the picture to be true."""
        assert self.in_hand is not None
        stage = self.stages.pop(0)
        if stage is None:
            self.stages, self.shown, self._base = [], result, result
        elif result.problem or self._base is None:
            self.stages = [None]  # what does not load concerns every task
            return
        else:
            self._done |= stage
            self.shown = self._base = _laid_over(self._base, result)
            failing = frozenset(check.task for check in result.checks if check.outcome != "passed") - self._done
            if missing := failing - frozenset[str]().union(*(each or frozenset() for each in self.stages)):
                self.stages.append(missing)
        if not self.stages:
            self.judged = identity(self.in_hand)
            if not self._base.problem:
                self._whole = self.in_hand, self._base

    def _plan(self, submission: Submission) -> list[Stage]:
        if self._whole is None or self.uses is None or submission.problem:
            return [None]
        before, self._base = self._whole
        found = touched(before.sources, submission.sources)
        if found is None:
            return [None]
        affected = reached(found.reached, self.uses, self.exercise)
        affected |= frozenset(check.task for check in self._base.checks if _loose(check))
        first = affected & found.rewritten
        return [first, affected - first] if first and affected - first else [affected]


def _loose(check: CheckResult) -> bool:
    """Whether a verdict depends on more than the names that its check uses."""
    if check.outcome == "error":
        return True
    words = f"{check.message}\n{check.diagnosis}"
    return check.outcome != "passed" and not timed_out(check) and bool(_PLACE.search(words) or _NAMES in words)


def _laid_over(base: Result, result: Result) -> Result:
    """Return the later result, with the checks that it left out as they were."""
    later = {check.id: check for check in result.checks}
    checks = [later.get(check.id, check) for check in base.checks]
    counted = [check for check in checks if check.outcome != "error"]
    return msgspec.structs.replace(
        result,
        checks=checks,
        points=sum(check.points for check in counted),
        max_points=sum(check.max_points for check in counted),
    )
