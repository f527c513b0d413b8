"""Which hints a student took, as their program says: it may be forged, decides nothing, and is read with care."""

import datetime
import os
import stat
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import msgspec

from dlgrade.course import STAGES

HINT_USE = "hints.json"  # beside the Python files of a submission, where a course's report shows it
_BYTES_LIMIT = 64 << 10  # of a file that is taken: some 700 uses
_USES_LIMIT = 500  # a course's tasks, three stages each
_YEARS = (1970, 2200)  # a clock that is not set says 1970; a moment near year 1 or 9999 has no form in some zones


class Use(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One stage of one task's hints, and when it was first taken, in UTC."""

    task: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    stage: Annotated[int, msgspec.Meta(ge=1, le=len(STAGES))]
    at: datetime.datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None or not _YEARS[0] <= self.at.year < _YEARS[1]:
            raise ValueError("`at` is no time with a zone between 1970 and 2200")


class HintUse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The stages that a student took for one exercise, the earliest first."""

    uses: Annotated[list[Use], msgspec.Meta(max_length=_USES_LIMIT)] = []

    def first(self, tasks: Collection[str]) -> "HintUse":
        """Return only what can be: tasks that there are, and each stage once, at its first time."""
        found: dict[tuple[str, int], Use] = {}
        for use in sorted(self.uses, key=lambda each: each.at):
            if use.task in tasks:
                found.setdefault((use.task, use.stage), use)
        return HintUse(list(found.values()))

    def by_task(self) -> dict[str, list[Use]]:
        """Return the uses of each task."""
        found: dict[str, list[Use]] = {}
        for use in self.uses:
            found.setdefault(use.task, []).append(use)
        return found


def encoded_use(use: HintUse) -> bytes:
    """Return it as JSON, for people too."""
    return msgspec.json.format(msgspec.json.encode(use), indent=2) + b"\n"


def decoded_use(content: bytes, tasks: Collection[str]) -> HintUse:
    """Read what a student's program sent, as far as it can be; ValueError says what is wrong with it."""
    if len(content) > _BYTES_LIMIT:
        raise ValueError(f"it is larger than {_BYTES_LIMIT >> 10} kB")
    try:
        return msgspec.json.decode(content, type=HintUse).first(tasks)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def hint_use(folder: Path, tasks: Collection[str]) -> HintUse:
    """Return what lies beside a submission; nothing where there is none, or none that can be understood."""
    try:
        descriptor = os.open(
            folder / HINT_USE, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
        with os.fdopen(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                return decoded_use(file.read(_BYTES_LIMIT + 1), tasks)
    except (OSError, ValueError):
        pass
    return HintUse()
