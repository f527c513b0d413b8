"""The statistics of a class as pure functions: spreads, pass rates, discrimination, students at risk."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PASSED, FAILED, UNWRITTEN, NOT_REACHED, FAULT, ABSENT = range(6)  # what a check found in one submission
TENTHS = 10
NEAR_ZERO = 0.1  # a discrimination below it says that a check does not go with the rest
ENOUGH = 20  # submissions without which a discrimination is chance
EACH_SIDE = 5  # that passed, and that failed, without which it is chance as well
LOW = 0.5  # of the points of an exercise
TWICE = 2  # exercises missing or low
FALLING_TIMES, FALLING_BY = 3, 0.3  # exercises each lower than the one before, and the share lost over them
_FULL = 1e-9  # of the points: what rounding may take from full marks


@dataclass(frozen=True)
class Spread:
    """How shares of the points, 0 to 1, are spread; quartiles are interpolated, None where there is no score."""

    count: int
    mean: float | None
    lower: float | None
    median: float | None
    upper: float | None
    full: int
    zero: int
    tenths: tuple[int, ...]


@dataclass(frozen=True)
class Item:
    """What a class made of one check.

    `discrimination` is the correlation of passing it with the points of all other checks, among those whom it judged;
    None where everybody or nobody passed, or all others are alike.
    """

    passed: int
    failed: int
    unwritten: int
    not_reached: int
    faults: int
    discrimination: float | None

    @property
    def rate(self) -> float | None:
        """The share that passed of those who wrote the task and whom the check judged."""
        judged = self.passed + self.failed
        return self.passed / judged if judged else None

    @property
    def suspicious(self) -> bool:
        """Whether it does not go with the rest, and enough submissions say so."""
        return (
            self.discrimination is not None
            and self.discrimination < NEAR_ZERO
            and self.passed + self.failed >= ENOUGH
            and min(self.passed, self.failed) >= EACH_SIDE
        )


def spread(shares: Sequence[float]) -> Spread:
    """Return how scores are spread; a negative one counts as none, and what is beyond full marks as full."""
    if not shares:
        return Spread(0, None, None, None, None, 0, 0, (0,) * TENTHS)
    values = np.clip(np.asarray(shares, dtype=np.float64), 0.0, 1.0)
    lower, median, upper = (float(each) for each in np.percentile(values, [25, 50, 75]))
    tenths = np.bincount(np.minimum((values * TENTHS + _FULL).astype(int), TENTHS - 1), minlength=TENTHS)
    full, zero = int((values >= 1 - _FULL).sum()), int((values <= _FULL).sum())
    return Spread(len(values), float(values.mean()), lower, median, upper, full, zero, tuple(map(int, tenths)))


def items(found: np.ndarray, worth: np.ndarray) -> list[Item]:
    """Return what a class made of each check.

    found:   (submissions, checks) integer; PASSED, FAILED and so on
    worth:   (checks,) points; 0 for a check that does not count
    """
    passed = found == PASSED
    judged = passed | (found == FAILED)
    totals = passed @ worth
    made = []
    for column in range(found.shape[1]):
        passes, fails, unwritten, unreached, faults = map(int, np.bincount(found[:, column], minlength=6)[:5])
        who = judged[:, column]
        mine = passed[who, column].astype(np.float64)
        discrimination = correlation(mine, totals[who] - mine * worth[column])
        made.append(Item(passes, fails, unwritten, unreached, faults, discrimination))
    return made


def correlation(first: np.ndarray, second: np.ndarray) -> float | None:
    """Return Pearson's correlation, the point-biserial one where one side is 0 or 1; None where a side is constant."""
    if len(first) < 2 or np.ptp(first) == 0 or np.ptp(second) <= _FULL:
        return None
    x, y = first - first.mean(), second - second.mean()
    return float(np.clip((x @ y) / math.sqrt((x @ x) * (y @ y)), -1.0, 1.0))


@dataclass(frozen=True)
class Effort:
    """What is known of one student's exercise: the share of the points, None where it is not graded or not due."""

    share: float | None
    missing: bool = False


def risks(efforts: Sequence[Effort]) -> list[str]:
    """Return why a student is at risk, by what was due, in the order of the course; nothing if they are not."""
    missing = sum(each.missing for each in efforts)
    shares = [each.share for each in efforts if each.share is not None and not each.missing]
    low = sum(share < LOW for share in shares)
    due = missing + len(shares)
    found = []
    if due and missing + low >= min(TWICE, due):
        found += [f"{missing} missing"] * bool(missing) + [f"{low} below {LOW:.0%}".replace("%", " %")] * bool(low)
    last = shares[-FALLING_TIMES:]
    steps = all(after < before for before, after in itertools.pairwise(last))
    if len(last) == FALLING_TIMES and steps and last[0] - last[-1] >= FALLING_BY - _FULL:
        found.append(f"falling: {' → '.join(f'{100 * share:.0f}' for share in last)} %")
    return found


def rule() -> str:
    """Say in words whom `risks` names."""
    return (
        f"A student is at risk with {TWICE} or more exercises that are missing or below {100 * LOW:.0f} % of the "
        f"points (or the only one that was due), or whose last {FALLING_TIMES} graded scores fall each time, by "
        f"{100 * FALLING_BY:.0f} points of a hundred in all. What is not due or not graded yet does not count."
    )
