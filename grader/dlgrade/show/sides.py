"""The values that a check compared, each with both sides: the wrong one first, then what came with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dlgrade.pytest_plugin import Seen
from dlgrade.show.calls import Asked


@dataclass(frozen=True)
class Sides:
    """One value: what it is called, both sides, which entries are wrong and where most."""

    name: str
    actual: Any
    expected: npt.NDArray[Any]
    wrong: npt.NDArray[np.bool_]
    index: tuple[int, ...] = ()
    aspect: str = ""  # in which it differs; empty if it is right

    @property
    def laid_over(self) -> bool:
        """Whether the two sides are arrays of one shape."""
        return isinstance(self.actual, np.ndarray | np.generic | float | int) and np.shape(self.actual) == np.shape(
            self.expected
        )


def sides(seen: Seen, calls: list[Asked]) -> list[Sides]:
    """Return what is shown of a check: the wrong value first, if one is; of equal names the last."""
    found: dict[str, Sides] = {}
    difference = seen.difference
    if difference is not None:
        at = difference.index or (0,) * difference.expected.ndim
        found[difference.name] = Sides(
            difference.name, difference.actual, difference.expected, difference.wrong, at, difference.aspect
        )
    later = [each for each in seen.compared if difference is None or each.name != difference.name]
    for each in sorted(later, key=lambda each: each.right):  # further wrong ones come first
        shape = each.expected.shape
        fits = np.shape(each.actual) == shape and isinstance(each.actual, np.ndarray)
        wrong = np.full(shape, False) if each.right or not fits else _far(each.actual, each.expected)
        found.pop(each.name, None) if each.right else None
        index = tuple(int(place) for place in np.argwhere(wrong)[0]) if wrong.any() else (0,) * len(shape)
        found[each.name] = Sides(each.name, each.actual, each.expected, wrong, index, "" if each.right else "values")
    for other in _not_compared(seen, calls):
        if not any(np.array_equal(other.expected, each.expected) for each in found.values()):
            found[other.name] = other
    return list(found.values())


def _not_compared(seen: Seen, calls: list[Asked]) -> Iterator[Sides]:
    """Yield the other values of the call that returned a wrong one, which the check did not come to."""
    answer = calls[-1].said.answer if calls else None
    if seen.difference is None or not isinstance(seen.whole, tuple) or not isinstance(answer, tuple | list):
        return
    if len(answer) != len(seen.whole):
        return
    for place, (mine, theirs) in enumerate(zip(answer, seen.whole, strict=True)):
        expected = np.asarray(theirs)
        if isinstance(mine, np.ndarray) and mine.shape == expected.shape and expected.dtype.kind == "f":
            wrong = _far(mine, expected)
            index = tuple(int(each) for each in np.argwhere(wrong)[0]) if wrong.any() else (0,) * expected.ndim
            name = f"value {place + 1} of {len(answer)}"
            yield Sides(name, mine, expected, wrong, index, "values" if wrong.any() else "")


def _far(actual: npt.NDArray[Any], expected: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    from dlgrade.compare import tolerance

    with np.errstate(all="ignore"):  # what is wrong may be huge, or no number
        allowed = tolerance(actual.dtype if actual.dtype.kind == "f" else np.float64) * np.max(
            np.abs(expected), initial=0
        )
        return np.asarray(~(np.abs(actual - expected) <= allowed))
