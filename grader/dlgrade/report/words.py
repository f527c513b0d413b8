"""The words that reports have in common: outcomes, shares, durations, and texts that are cut to a length."""

import datetime
import re
import zoneinfo
from functools import lru_cache

from dlgrade.protocol import legible, one_line
from dlgrade.results import CheckResult

OUTCOMES = {"passed": "passed", "failed": "failed", "not_reached": "not reached", "error": "grader error"}
_NOT_WRITTEN = ("is not written yet", "not written yet")
_TIMED_OUT = re.compile(r"(?:.* did not end within [\d.e+-]+ s|hidden check: did not end in time)")
_GAVE_UP = re.compile(r"\w+ did not end in time \d+ times")


def unwritten(check: CheckResult) -> bool:
    """Whether a check failed because its task is still the stub."""
    return check.outcome == "failed" and check.message.endswith(_NOT_WRITTEN)


def timed_out(check: CheckResult) -> bool:
    """Whether a check found that the code does not end, or was not tried because of that."""
    first = check.message.partition("\n")[0]
    if check.outcome == "failed":
        return bool(_TIMED_OUT.fullmatch(first)) and " raised " not in first
    return check.outcome == "not_reached" and bool(_GAVE_UP.fullmatch(first))


def share(part: float, whole: float) -> str:
    """Return a share as people write it, never rounded up to all or down to nothing."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "< 1 %"
    return f"{min(round(percent), 99) if percent < 100 else round(percent)} %"


@lru_cache(maxsize=4_000)
def points(value: float) -> str:
    """Return points without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def duration(seconds: float) -> str:
    """Return a duration with the unit that suits it."""
    if seconds < 60:
        return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def cut(text: str, limit: int) -> str:
    """Make a text from anywhere harmless, in one line of at most so many characters."""
    line = one_line(" ".join(text.split()))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def cut_lines(text: str, limit: int) -> str:
    """Make a text from anywhere harmless, its lines kept, and at most so many characters of it."""
    clean = legible(text)
    return clean if len(clean) <= limit else clean[: limit - 1].rstrip() + "…"


def moment(when: datetime.datetime | None, timezone: str) -> str:
    """Return a moment in the course's time zone; a dash where it is not known."""
    return f"{when.astimezone(zoneinfo.ZoneInfo(timezone)):%Y-%m-%d %H:%M %Z}" if when else "–"


def count(amount: int, thing: str, things: str = "") -> str:
    """Return a number and what it counts: 1 student, 2 students."""
    return f"{amount:,} {thing if amount == 1 else things or thing + 's'}"
