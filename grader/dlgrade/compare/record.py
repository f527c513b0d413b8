"""What a check compared, in order: to say what was right before the first difference, and to show it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Compared:
    """One comparison and how it went."""

    name: str
    actual: Any
    expected: npt.NDArray[np.generic]
    right: bool


_record: ContextVar[list[Compared] | None] = ContextVar("compared", default=None)


@contextmanager
def comparisons() -> Iterator[list[Compared]]:
    """Collect what is compared within; inside another collection, that one does not see it."""
    found: list[Compared] = []
    token = _record.set(found)
    try:
        yield found
    finally:
        _record.reset(token)


def note(name: str, actual: Any, expected: npt.NDArray[np.generic], *, right: bool) -> None:
    """Add a comparison to the collection in hand, if there is one."""
    found = _record.get()
    if found is not None:
        found.append(Compared(name, actual, expected, right))


def beside(found: list[Compared]) -> str:
    """Return a sentence about what else was compared: what is right, and what is wrong as well.

    returns: empty if nothing else was, or nothing was wrong
    example: right: h_all; wrong as well: grads['b']
    """
    place = next((place for place, each in enumerate(found) if not each.right), None)
    if place is None:
        return ""
    first = found[place].name
    before = sum(each.name == first for each in found[:place])
    wrong = dict.fromkeys(each.name for each in found if not each.right and each.name != first)
    right = dict.fromkeys(each.name for each in found if each.right and each.name not in (first, *wrong))
    times = "times" if before > 1 else "time"
    again = f"{first} was right {before} {times} before, with other inputs"
    others = f"wrong as well: {_listed(wrong)}"
    more = f"; {again}" if before else ""
    if right:
        return f"right: {_listed(right)}{f'; {others}' if wrong else ''}{more}"
    if wrong:
        return f"{others}{more}"
    return again if before else ""


_LISTED = 6  # names in a sentence


def _listed(names: Collection[str]) -> str:
    shown = list(names)[:_LISTED]
    return ", ".join([*shown, *["…"] * (len(names) > _LISTED)])
