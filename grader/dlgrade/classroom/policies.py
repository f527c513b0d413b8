"""What counts, as pure functions of the facts: nothing is stored, so that a changed policy or extension changes all."""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dlgrade.classroom.attempts import Attempt
from dlgrade.course import Late, Settings
from dlgrade.results import CheckResult, Result

_DAY, _HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
_NONE = datetime.timedelta(0)


@dataclass(frozen=True)
class Extension:
    """More time for one student; `until` stands for the due date where it is later."""

    student: str
    exercise: str
    until: datetime.datetime
    reason: str = ""


@dataclass(frozen=True)
class Tried:
    """One attempt and its result, None where it is not graded."""

    attempt: Attempt
    result: Result | None


@dataclass(frozen=True)
class Standing:
    """What one student has for one exercise. Of several attempts, the one that counts.

    `points` are earned by the checks that count, `penalty` is what lateness takes from them, the share `lost`, and
    `max_points` is the same for everybody: what the checks of `newest`, anybody's newest result, are worth.
    `why` explains to people what is not plain: dropped checks, extensions, late days, faults.
    """

    student: str
    exercise: str
    max_points: float
    points: float = 0.0
    penalty: float = 0.0
    lost: float = 0.0
    attempt: Attempt | None = None
    result: Result | None = None
    attempts: int = 0
    due: datetime.datetime | None = None
    late: datetime.timedelta = _NONE
    dropped: frozenset[str] = frozenset()
    newest: Result | None = None
    why: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The points that are left."""
        return round(self.points - self.penalty, 6)

    @property
    def state(self) -> str:
        """missing, not graded, graded, or grader error; a check that is dropped is no error any more."""
        if self.attempt is None:
            return "missing"
        if self.result is None:
            return "not graded"
        return "grader error" if any(check.outcome == "error" for check in self.checks) else "graded"

    @property
    def checks(self) -> list[CheckResult]:
        """The results of the checks that count."""
        return [] if self.result is None else [each for each in self.result.checks if each.id not in self.dropped]

    def earned(self, check: CheckResult) -> float:
        """Return the points that a check gives: a share of its own where the grader failed, none if it is dropped."""
        if check.id in self.dropped:
            return 0.0
        return check.points if check.outcome != "error" else check.max_points * _share(self.checks)


def late_by(
    received: datetime.datetime | None, due: datetime.datetime | None, grace: float = 0.0
) -> datetime.timedelta:
    """Return how late something is; what comes within the grace, in minutes, is not late at all."""
    if received is None or due is None or received <= due + datetime.timedelta(minutes=grace):
        return _NONE
    return received - due


def days_late(late: datetime.timedelta) -> int:
    """Return the days begun."""
    return math.ceil(late / _DAY)


def share_lost(policy: Late, late: datetime.timedelta, covered_days: int = 0) -> float:
    """Return the share of the points, 0 to 1, that lateness takes; `covered_days` are paid for by the bank."""
    if late <= _NONE or policy.penalty == "none":
        return 0.0
    if policy.penalty == "zero":
        return 1.0
    units = math.ceil(late / _HOUR) if policy.penalty == "per_hour" else max(0, days_late(late) - covered_days)
    return min(policy.at_most, policy.rate * units)


def due_for(
    student: str, exercise: str, due: datetime.datetime | None, extensions: Sequence[Extension]
) -> tuple[datetime.datetime | None, Extension | None]:
    """Return when an exercise is due for a student, and the extension that made it later."""
    mine = [each for each in extensions if each.student == student and each.exercise == exercise]
    longest = max(mine, key=lambda each: each.until, default=None)
    if due is None or longest is None or longest.until <= due:
        return due, None
    return longest.until, longest


def dropped_of(settings: Settings, exercise: str, checks: Iterable[str]) -> dict[str, str]:
    """Return which of an exercise's checks count for nobody, and the reason."""
    dropped = [each for each in settings.dropped if each.exercise == exercise]
    return {check: each.reason for check in checks for each in dropped if means(each.check, check)}


def means(name: str, check: str) -> bool:
    """Whether a name means a check: its id, or what stands before its parameters, which means all of them."""
    return check == name or check.partition("[")[0] == name


def standings_of(
    student: str,
    tried: Mapping[str, Sequence[Tried]],
    max_points: Mapping[str, float],
    settings: Settings,
    extensions: Sequence[Extension] = (),
) -> list[Standing]:
    """Return a student's standing in every exercise; max_points is by exercise, dropped checks taken out already."""
    left = settings.late.bank_days
    found: dict[str, Standing] = {}
    never = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    for exercise in sorted(max_points, key=lambda each: (settings.due_at(each) or never, each)):
        due, extension = due_for(student, exercise, settings.due_at(exercise), extensions)
        candidates = [
            _standing(student, exercise, each, max_points[exercise], due, settings, left)
            for each in tried.get(exercise, [])
        ]
        chosen, used = _choose(candidates, settings) or (Standing(student, exercise, max_points[exercise], due=due), 0)
        left -= used
        why = [*chosen.why]
        if extension is not None:
            why.append(f"extended until {settings.told(extension.until)}{_because(extension.reason)}")
        if len(candidates) > 1:
            why.append(f"{len(candidates)} submissions, of which the {settings.counts} counts")
        found[exercise] = _with(chosen, attempts=len(candidates), why=why)
    return [found[exercise] for exercise in max_points]


def _choose(candidates: Sequence[tuple[Standing, int]], settings: Settings) -> tuple[Standing, int] | None:
    if not candidates:
        return None
    if settings.counts == "last":
        return candidates[-1]
    order = [(standing.score, -used, place) for place, (standing, used) in enumerate(candidates)]
    return candidates[max(order)[2]]  # of equals the one that takes fewer days out of the bank, then the later


def _standing(
    student: str,
    exercise: str,
    tried: Tried,
    max_points: float,
    due: datetime.datetime | None,
    settings: Settings,
    bank: int,
) -> tuple[Standing, int]:
    """Return the standing that one attempt gives, and the days of the bank that it uses."""
    policy = settings.late
    late = late_by(tried.attempt.received, due, policy.grace_minutes)
    why: list[str] = []
    used = min(days_late(late), bank) if policy.penalty == "bank" else 0
    checks = tried.result.checks if tried.result else []
    dropped = dropped_of(settings, exercise, [check.id for check in checks])
    standing = Standing(
        student,
        exercise,
        max_points,
        attempt=tried.attempt,
        result=tried.result,
        due=due,
        late=late,
        dropped=frozenset(dropped),
    )
    points = math.fsum(standing.earned(check) for check in checks)
    lost = share_lost(policy, late, used)
    if late > _NONE:
        banked = f", {used} late days used, {bank - used} left" if policy.penalty == "bank" else ""
        why.append(f"{duration(late)} late{banked}{f': {lost:.0%} taken off' if lost else ''}")
    elif tried.attempt.received is None and due is not None:
        why.append("nothing says when it was handed in: taken as in time")
    if any(check.outcome == "error" for check in standing.checks):
        why.append("the grader failed in some checks: they are counted as the others went")
    why += [f"{check.id} is dropped: {dropped[check.id]}" for check in checks if check.id in dropped]
    return _with(standing, points=round(points, 6), penalty=round(points * lost, 6), lost=lost, why=why), used


def _share(checks: Sequence[CheckResult]) -> float:
    """Return the share of the points that was earned where the grader did not fail."""
    sound = [check for check in checks if check.outcome != "error"]
    most = sum(check.max_points for check in sound)
    return sum(check.points for check in sound) / most if most else 0.0


def _with(standing: Standing, **changes: object) -> Standing:
    return Standing(**{**standing.__dict__, **changes})


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


def duration(late: datetime.timedelta) -> str:
    """Return a time span in words: days and hours, or hours and minutes."""
    days, rest = late.days, late - datetime.timedelta(days=late.days)
    hours, minutes = rest.seconds // 3600, rest.seconds // 60 % 60
    parts = [f"{days} d" * bool(days), f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes and not days)]
    return " ".join(part for part in parts if part) or "less than a minute"
