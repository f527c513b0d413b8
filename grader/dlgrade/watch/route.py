"""Which exercises are watched, which of them is looked at, and where to go when it is done."""

from collections.abc import Mapping, Sequence

from dlgrade.course import Course, Exercise
from dlgrade.desk import Desk
from dlgrade.errors import UsageError
from dlgrade.report.words import points
from dlgrade.results import Result


class Route:
    """The way through a course, from the exercises that a watch began with.

    open_ended: whether whatever is begun later is watched as well, as where no exercise was named
    """

    def __init__(self, desk: Desk, targets: Sequence[Exercise], *, open_ended: bool):
        self.desk, self._open_ended = desk, open_ended
        self.targets = [each.slug for each in targets]
        self.current = self.targets[0]
        self._awaited = ""  # the exercise that comes next, and is not begun
        self._said: set[str] = set()  # of which it was said that they are done

    def edited(self, exercise: Exercise, *, begun: bool) -> bool:
        """Take note that something was saved in an exercise's folder, and return whether it is watched from now on."""
        slug = exercise.slug
        if slug not in self.targets:
            if not begun or not (self._open_ended or slug == self._awaited):
                return False
            self.targets, self._awaited = sorted([*self.targets, slug]), ""
        self.current = slug
        return True

    def settle(self, results: Mapping[str, Result]) -> list[str]:
        """Go on to what is not done once the current exercise is, and return what there is to say about it."""
        failing = [slug for slug in self.targets if slug in results and not results[slug].passed]
        self._said -= set(failing)
        result = results.get(self.current)
        if result is None or not result.passed:
            return []
        done = f"{self.current} is done: every check passed, for {points(result.points)} points."
        new = self.current not in self._said
        self._said.add(self.current)
        following = self._following(self.current, results)
        if following is None:
            return [done, "That was the last: every exercise of this course has passed."]
        if following.slug in failing:
            self.current = following.slug
            return [f"{done} Next: {following.slug}."] if new else []
        self._awaited = following.slug
        where = f"read {following.slug}/README.md and write {following.slug}/{following.module}"
        return [done, f"Next: {following.slug}: {where}; it is checked here once you save it."]

    @property
    def awaited(self) -> Exercise | None:
        """The exercise that comes next, if it is not watched yet."""
        return self.desk.course.exercise(self._awaited) if self._awaited else None

    def reopen(self, course: Course) -> None:
        """Go on with a course that has changed; UsageError if nothing is left of what was watched."""
        known = {each.slug for each in course.exercises}
        left = [slug for slug in self.targets if slug in known]
        if not left:
            raise UsageError(f"it has no {', '.join(self.targets)} any more")
        self.desk, self.targets, self._awaited = Desk(course, self.desk.root), left, ""
        self.current = self.current if self.current in left else left[0]

    def elsewhere(self, results: Mapping[str, Result]) -> list[str]:
        """Return the watched exercises that fail, apart from the one that is looked at."""
        return [slug for slug in self.targets if slug in results and slug != self.current and not results[slug].passed]

    def _following(self, slug: str, results: Mapping[str, Result]) -> Exercise | None:
        """Return the first exercise after one that has not passed, or else the first of all."""
        every = self.desk.course.exercises
        later = [each for each in every if each.slug > slug]
        earlier = [each for each in every if each.slug < slug]
        return next((each for each in [*later, *earlier] if not self._passed(each, results)), None)

    def _passed(self, exercise: Exercise, results: Mapping[str, Result]) -> bool:
        if exercise.slug in results:
            return results[exercise.slug].passed
        kept = self.desk.progress(exercise)
        try:
            return kept is not None and kept.passed and not self.desk.edited_since(exercise, kept)
        except (UsageError, OSError):  # its folder is not there
            return False
