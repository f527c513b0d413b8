"""Grade a class: plan, prove the course under the key, hand out the work, keep every result as it comes."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from dlgrade.batch.crew import Crew
from dlgrade.batch.intake import PILOT, Intake
from dlgrade.batch.lost import lost
from dlgrade.batch.order import Order
from dlgrade.batch.plan import Comparison, Plan, plan, that_count
from dlgrade.classroom import Attempt, Classroom
from dlgrade.course import Course
from dlgrade.errors import CourseError, UsageError
from dlgrade.grade import Settings, answers_folder
from dlgrade.keys import read_key
from dlgrade.oracle import Device
from dlgrade.results import Result
from dlgrade.sandbox import Request, obtain
from dlgrade.student import Submission

_NAMED = 3  # checks that a sentence lists
_NO_KEY = (
    "a class is graded with a key, or its inputs would be known: name one with --key FILE, or make one with "
    "`dlgrade key new FILE`; `dlgrade class DIR` makes a class that has one"
)


class Workforce(Protocol):
    """Whoever grades: processes here, or a cluster."""

    def run(
        self,
        units: Iterator[Attempt],
        on_result: Callable[[Attempt, Result], None],
        on_lost: Callable[[Attempt, str], None],
        *,
        at_most: int | None = None,
    ) -> None:
        """Grade all units, with some processes only if asked for."""


Hire = Callable[[Order, Callable[[Attempt], Submission]], AbstractContextManager[Workforce]]


class Watcher(Protocol):
    """Somebody who watches a class being graded."""

    def planned(self, plans: Sequence[Plan]) -> None:
        """All work is known."""

    def proving(self, exercise: str) -> None:
        """The course's own solution is graded first."""

    def graded(self, result: Result) -> None:
        """One more submission is graded."""


@dataclass(frozen=True)
class Wish:
    """What an instructor asks for."""

    key_file: Path | None = None
    force: bool = False
    draw: int = 0
    device: Device = "auto"
    isolation: Request = "strict"


@dataclass
class Summary:
    """What came of it."""

    plans: list[Plan] = field(default_factory=list)
    graded: int = 0
    passed: int = 0
    faulty: list[Result] = field(default_factory=list)

    def count(self, result: Result) -> None:
        """Count one result."""
        self.graded += 1
        self.passed += result.passed
        if result.faulty:
            self.faulty.append(result)


def settings_of(classroom: Classroom, wish: Wish, *, unveiled: bool = False) -> Settings:
    """Return how a class is graded; UsageError without a key."""
    key_file = wish.key_file or classroom.key_file
    if key_file is None:
        raise UsageError(_NO_KEY)
    key = read_key(key_file)
    return Settings(
        key=key,
        draw=wish.draw,
        device=wish.device,
        isolation=obtain(wish.isolation),
        answers=answers_folder(key, key_file),
        provided=classroom.policy.provided,
        unveiled=unveiled,
    )


def cores() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def here(jobs: int = 0) -> Hire:
    """Grade with processes on this machine."""
    return lambda order, read: Crew(order, jobs or cores(), read)


def there(address: str, course: Course) -> Hire:
    """Grade on a dask.distributed cluster, by its scheduler's address."""
    from dlgrade.batch.cluster import Cluster

    return lambda order, read: Cluster(address, course, order, read)


def grade_class(classroom: Classroom, exercises: Sequence[str], wish: Wish, watcher: Watcher, hire: Hire) -> Summary:
    """Grade what is new, one result a submission, kept as it comes; a run that was ended goes on where it was.

    UsageError if another run is at work; CourseError if the course's own solution fails under the key.
    """
    settings = settings_of(classroom, wish)
    summary = Summary()
    with classroom.records.alone():
        summary.plans = [plan(classroom, exercise, settings, force=wish.force) for exercise in exercises]
        watcher.planned(summary.plans)
        for each in summary.plans:

            def keep(attempt: Attempt, result: Result) -> None:
                classroom.records.keep(attempt, result)
                summary.count(result)
                watcher.graded(result)

            grade_attempts(classroom, each.exercise, each.todo, settings, keep, watcher, hire)
    return summary


def grade_attempts(
    classroom: Classroom,
    exercise: str,
    attempts: Sequence[Attempt],
    settings: Settings,
    keep: Callable[[Attempt, Result], None],
    watcher: Watcher,
    hire: Hire,
) -> None:
    """Grade some submissions of one exercise, after the course's own solution where nobody was graded like this yet."""
    if not attempts:
        return
    order, intake = Order.of(classroom.course, exercise, settings), Intake(classroom, exercise)

    def keep_taken(attempt: Attempt, result: Result) -> None:
        if taken := intake.take(attempt):
            keep(taken[0], result)

    def lose_taken(attempt: Attempt, how: str) -> None:
        if taken := intake.take(attempt):
            keep(taken[0], lost(classroom.course, taken[0], taken[1], how, settings))

    with hire(order, intake.read) as workforce:
        if not _proved(classroom, exercise, settings):
            watcher.proving(exercise)
            workforce.run(iter([PILOT]), _judge_pilot, _lose_pilot, at_most=1)
        workforce.run(iter(attempts), keep_taken, lose_taken)


def _proved(classroom: Classroom, exercise: str, settings: Settings) -> bool:
    """Whether a result shows that these checks and this key have been used before."""
    comparison = Comparison(classroom, exercise, settings)
    results = (classroom.records.result(attempt) for attempt in that_count(classroom, exercise))
    return any(result is not None and comparison.current(result) for result in results)


def _judge_pilot(_pilot: Attempt, result: Result) -> None:
    wrong = [check for check in result.checks if check.outcome != "passed"]
    if not wrong:
        return
    named = ", ".join(check.id for check in wrong[:_NAMED])
    more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
    why = result.faults[0] if result.faults else wrong[0].message or wrong[0].diagnosis
    raise CourseError(
        f"{result.exercise}: the course's own solution fails {named}{more} under this key "
        f"({why or 'no reason given'}): nobody was graded; mend the check, and prove it with "
        f"`dlgrade selftest {result.exercise} --keys 5`"
    )


def _lose_pilot(_pilot: Attempt, how: str) -> None:
    raise CourseError(f"the course's own solution could not be graded: {how}; `dlgrade selftest` may tell why")
