"""Find the question to the reference whose answer a student's value was compared with."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from dlgrade.compare import Difference
from dlgrade.oracle import Asked, Reference

_LATEST = 16  # questions that are looked through; a check compares soon after it asks


@dataclass(frozen=True)
class Source:
    """A question, its whole answer, and which part of it was expected; None if all of it was.

    `part` is the place in a tuple or the key in a dict.
    """

    asked: Asked
    answer: Any
    part: int | str | None

    def of(self, answer: Any) -> Any:
        """Return the same part of another answer."""
        return answer if self.part is None else answer[self.part]


def source(reference: Reference, difference: Difference) -> Source | None:
    """Return the latest question whose answer, or a part of it, is what was expected."""
    for asked, answer in reversed(reference.given[-_LATEST:]):
        found = part_of(answer, difference.expected)
        if found is not None:
            return Source(asked, answer, found[0])
    return None


def part_of(answer: Any, value: Any) -> tuple[int | str | None] | None:
    """Return which part of an answer is a value, as a tuple of one; None if no part is."""
    if _same(answer, value):
        return (None,)
    parts: dict[int | str, Any] = {}
    if isinstance(answer, tuple | list):
        parts = dict(enumerate(answer))
    elif isinstance(answer, dict):
        parts = {key: part for key, part in answer.items() if isinstance(key, str)}
    return next(((key,) for key, part in parts.items() if _same(part, value)), None)


def _same(left: Any, right: Any) -> bool:
    if not isinstance(left, np.ndarray | np.generic | float | int) or not isinstance(
        right, np.ndarray | np.generic | float | int
    ):
        return False
    mine, theirs = np.asarray(left), np.asarray(right)
    return mine.shape == theirs.shape and bool(
        np.array_equal(mine, theirs, equal_nan=mine.dtype.kind == "f" == theirs.dtype.kind)
    )
