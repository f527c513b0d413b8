"""Look for the smallest input that still fails: axes of length 1 or 2, small whole numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from dlgrade.compare import Mismatch, assert_matches
from dlgrade.errors import CheckFailure, DlgradeError
from dlgrade.oracle import Asked, Reference
from dlgrade.student import Asking, Student

Array = npt.NDArray[Any]
_TRIES = 24  # inputs tried; each costs a call and, the first time, an answer of the reference
_LARGEST = 1 << 16  # entries of a wrong answer that is asked for again
_SMALL = 8.0  # entries below this keep apart better when doubled before rounding
_SHOWN_LIMIT = 24  # entries; a larger example helps nobody


@dataclass(frozen=True)
class Smallest:
    """A small input and what came of it."""

    call: str
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"smallest input that still fails: {self.call}\nexpected {self.expected}, got {self.actual}"


def shrink(student: Student, reference: Reference, asking: Asking, asked: Asked, wrong: Mismatch) -> Smallest | None:
    """Return a smaller input on which the submission is wrong in the same aspect, or None.

    Axes of one length are taken for the same axis in every argument, as checks give each a length of its own.
    """
    if asking.function not in (asked.name, asked.name + "_backward") or wrong.difference.aspect in ("type", "dtype"):
        return None
    if isinstance(wrong.difference.actual, np.ndarray) and wrong.difference.actual.size > _LARGEST:
        return None
    state = (asking.arguments, asked.arguments, asked.upstream)
    best: tuple[Any, Mismatch] | None = None
    tries = 0
    progress = True
    while progress and tries < _TRIES:
        progress = False
        for candidate in _candidates(state):
            tries += 1
            failed = _fails(student, reference, asking, asked, wrong, candidate)
            if failed is not None:
                state, best, progress = candidate, (candidate, failed), True
                break
            if tries >= _TRIES:
                break
    if best is None:
        return None
    (arguments, _, _), failed = best
    shown = [_text(value) for value in arguments] + [f"{name}={value}" for name, value in asking.keywords.items()]
    sizes = sum(value.size for value in arguments if isinstance(value, np.ndarray))
    if sizes > _SHOWN_LIMIT:
        return None
    return Smallest(
        f"{asking.function}({', '.join(shown)})", _text(failed.difference.expected), _text(failed.difference.actual)
    )


def _candidates(state: Any) -> Iterator[Any]:
    """Yield simpler states, the largest steps first; what is a share stays one, and what sums to 1 does."""
    for candidate in _simpler(state):
        if all(_alike(before, after) for before, after in zip(_arrays(state), _arrays(candidate), strict=True)):
            yield candidate


def _alike(before: Array, after: Array) -> bool:
    """Whether a simpler array is still one of probabilities, or of one-hot rows, if the first one was."""
    if before.dtype.kind != "f" or before.min(initial=0.0) < 0 or before.max(initial=0.0) > 1:
        return True
    whole = before.ndim > 0 and bool(np.allclose(before.sum(axis=-1), 1))
    return bool(after.max(initial=0.0) <= 1) and (not whole or bool(np.allclose(after.sum(axis=-1), 1)))


def _simpler(state: Any) -> Iterator[Any]:
    lengths = sorted({length for array in _arrays(state) for length in array.shape if length > 1}, reverse=True)
    for length in lengths:
        for kept in (1, 2):
            if kept < length:
                yield _mapped(state, partial(_cut, length=length, kept=kept))
    if any(array.dtype.kind == "f" and not np.array_equal(array, np.round(array)) for array in _arrays(state)):
        yield _mapped(state, lambda array: _rounded(array) if array.dtype.kind == "f" else array)


def _rounded(array: Array) -> Array:
    """Round to whole numbers, small ones after doubling, so that not all of them become zero."""
    return np.round(array * 2 if np.max(np.abs(array), initial=0) < _SMALL else array)


def _cut(array: Array, length: int, kept: int) -> Array:
    return array[tuple(slice(kept) if size == length else slice(None) for size in array.shape)]


def _fails(
    student: Student, reference: Reference, asking: Asking, asked: Asked, wrong: Mismatch, state: Any
) -> Mismatch | None:
    arguments, questions, upstream = state
    function = getattr(student, asking.function)
    try:
        expected = reference.answer(asked.name, upstream, questions, asked.keywords, asked.wrt)
        with student.off_the_record():
            actual = function(*arguments, **asking.keywords)
        several = isinstance(expected, tuple) and isinstance(actual, tuple)
        for mine, theirs in zip(actual, expected, strict=True) if several else [(actual, expected)]:
            assert_matches(mine, theirs, name=wrong.difference.name, dtype=wrong.difference.actual.dtype)
    except Mismatch as failed:
        return failed if failed.difference.aspect == wrong.difference.aspect else None
    except (CheckFailure, DlgradeError, ValueError, IndexError, RuntimeError):
        return None
    return None


def _arrays(value: Any) -> Iterator[Array]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _arrays(item)


def _mapped(value: Any, change: Callable[[Array], Array]) -> Any:
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    return np.asarray(change(value)) if isinstance(value, np.ndarray) else value  # NumPy makes numbers of 0-d arrays


def _text(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return np.array2string(value, precision=4, separator=", ", suppress_small=True).replace("\n", "")
    return f"{value:.4g}" if isinstance(value, float) else str(value)
