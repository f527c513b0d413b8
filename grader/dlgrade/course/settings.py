"""What a course decides: the content of course.toml."""

import datetime
import zoneinfo
from typing import Annotated, Literal

import msgspec

HintsShown = Literal["private", "reported"]
Penalty = Literal["none", "zero", "per_day", "per_hour", "bank"]
_YEAR = 525_600  # minutes: more, or inf, is no grace but no due date, which is said by leaving it out
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one submission may use; seconds are of wall time unless named otherwise."""

    call_seconds: Annotated[float, msgspec.Meta(gt=0)] = 5.0
    check_seconds: Annotated[float, msgspec.Meta(gt=0)] = 20.0
    load_seconds: Annotated[float, msgspec.Meta(gt=0)] = 5.0
    memory_mb: Annotated[int, msgspec.Meta(gt=0)] = 1024
    cpu_seconds: Annotated[int, msgspec.Meta(gt=0)] = 120


class Late(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of points handed in late.

    `none` takes nothing and `zero` all of them. `per_day` and `per_hour` take `rate` of the points for each day or hour
    begun, `at_most` in all. `bank` gives each student `bank_days` for the whole course, used up in the order in which
    exercises are due; days beyond them cost `rate` each.
    """

    penalty: Penalty = "none"
    rate: _Share = 0.1
    at_most: _Share = 1.0
    bank_days: Annotated[int, msgspec.Meta(ge=0)] = 0
    grace_minutes: Annotated[float, msgspec.Meta(ge=0, le=_YEAR)] = 0.0


class Dropped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A check that counts for nobody, with all its parameters if none are named, and the reason that reports give."""

    exercise: str
    check: str
    reason: Annotated[str, msgspec.Meta(min_length=1)]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a course decides: the content of course.toml.

    `provided` has official grading lend what a student's earlier exercises lack, as `dlgrade check --provided` does.
    `hints` says whether the hints that students take stay with them or are reported; they never cost points.
    `due` is by exercise; a time without an offset is one of `timezone`. `counts` says which of several submissions
    does.
    """

    name: str
    version: str
    engine: str
    limits: Limits = Limits()
    provided: bool = False
    hints: HintsShown = "private"
    timezone: str = "UTC"
    due: dict[str, datetime.datetime] = {}
    late: Late = Late()
    counts: Literal["last", "best"] = "last"
    dropped: list[Dropped] = []

    def __post_init__(self) -> None:
        try:
            zoneinfo.ZoneInfo(self.timezone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"timezone = {self.timezone!r} is none that is known, such as 'Asia/Taipei'") from None

    def told(self, moment: datetime.datetime) -> str:
        """Return a moment for people, to the minute, in the course's time zone."""
        return f"{moment.astimezone(zoneinfo.ZoneInfo(self.timezone)):%Y-%m-%d %H:%M %Z}"

    def due_at(self, exercise: str) -> datetime.datetime | None:
        """When an exercise is due, in UTC; None if it never is."""
        due = self.due.get(exercise)
        if due is None:
            return None
        if due.tzinfo is None:
            due = due.replace(tzinfo=zoneinfo.ZoneInfo(self.timezone))
        return due.astimezone(datetime.UTC)
