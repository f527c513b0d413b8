"""Judge a student's value against the reference: one comparison, one tolerance table, one helper for each aspect.

The order is fixed: type, shape, dtype, finite, values. The error of an array is its largest absolute difference over
the largest magnitude of the expected array, since elementwise relative errors say nothing where values cancel.
"""

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from dlgrade.compare.record import note
from dlgrade.errors import CheckFailure, OracleError
from dlgrade.protocol import Opaque

Aspect = Literal["type", "shape", "dtype", "not finite", "values"]
Array = npt.NDArray[Any]

FACTOR = 32.0  # roundings allowed per root of a summed term; correct programs stay below 1/10 of it
FLAT: dict[np.dtype[Any], float] = {
    np.dtype(np.float64): 1e-8
}  # 665 correct float64 cases stayed below 1.1e-14, the smallest fault is 8e-8
_WIDENED_HINT = (
    "some step turned float32 into float64: np.zeros(...), np.asarray(x, dtype=float) and other float64 arrays do; "
    "give them x.dtype"
)
SMALLEST_SCALE = 1e-4  # an expected array of zeros is compared to this fraction of 1


@dataclass(frozen=True)
class Difference:
    """How two values differ, for feedback: the aspect, both sides, and the worst place."""

    aspect: Aspect
    name: str
    actual: Any
    expected: Array
    index: tuple[int, ...] = ()
    error: float = math.nan
    allowed: float = math.nan

    @property
    def wrong(self) -> npt.NDArray[np.bool_]:
        """Which entries differ; none where the two sides cannot be laid over each other."""
        expected, actual = self.expected, np.asarray(self.actual)
        if self.aspect not in ("values", "not finite"):
            return np.zeros(expected.shape, bool)
        if self.aspect == "values" and math.isnan(self.error):  # whole numbers
            return np.asarray(actual != expected)
        with np.errstate(all="ignore"):  # what is wrong may be huge
            errors = np.abs(actual.astype(np.float64) - expected)
            if self.aspect == "values":
                return np.asarray(errors * self.error > self.allowed * errors[self.index])
            return np.asarray(~(errors <= tolerance(actual.dtype) * np.max(np.abs(expected), initial=0.0)))


class Mismatch(CheckFailure):
    """A value differs from what was expected."""

    def __init__(self, message: str, difference: Difference, hint: str | None = None):
        super().__init__(message, kind=_KINDS[difference.aspect], hint=hint)
        self.difference = difference


_KINDS: dict[str, str] = {
    "type": "wrong type",
    "shape": "wrong shape",
    "dtype": "wrong dtype",
    "not finite": "values that are not finite",
    "values": "values differ",
}


def tolerance(dtype: npt.DTypeLike, terms: int = 1) -> float:
    """Return the largest relative error allowed.

    dtype:   the floating type that the computation ran in
    terms:   how many numbers are summed for one entry
    example: tolerance("float64") -> 1e-08
    source:  32 eps sqrt(terms), measured on correct programs; float64 at least 1e-8
    """
    kind = np.dtype(dtype)
    return max(FLAT.get(kind, 0.0), FACTOR * float(np.finfo(kind).eps) * math.sqrt(max(terms, 1)))


def assert_matches(
    actual: Any,
    expected: Any,
    *,
    name: str = "result",
    dtype: npt.DTypeLike = np.float64,
    terms: int = 1,
    scale: float = 0.0,
) -> None:
    """Raise Mismatch unless a student's value is the expected one.

    actual:   what the student returned
    expected: array or number of the reference, finite
    name:     what the value is called in feedback
    dtype:    what the value's dtype must be; a scalar may be a Python float or any NumPy float
    terms:    how many numbers are summed for one entry
    scale:    the size of what is summed, where the sum cancels to something smaller
    """
    reference = np.asarray(expected)
    if not np.all(np.isfinite(reference)):
        raise OracleError(f"the reference for {name} is not finite: give the check other inputs")
    right = False
    try:
        _assert(actual, reference, name, np.dtype(dtype), terms, scale)
        right = True
    finally:
        note(name, actual, reference, right=right)


def _assert(actual: Any, reference: Array, name: str, dtype: np.dtype[Any], terms: int, scale: float) -> None:
    exact = dtype.kind in "iub"
    array = _assert_type(actual, reference, name, exact=exact)
    _assert_shape(array, reference, name)
    _assert_dtype(array, reference, dtype, name, scalar=reference.ndim == 0)
    if exact:
        _assert_equal(array, reference, name)
        return
    _assert_finite(array, reference, name)
    _assert_close(array, reference, name, tolerance(dtype, terms), scale)


def _assert_type(actual: Any, expected: Array, name: str, *, exact: bool) -> Array:
    number_ = "an integer" if exact else "a float"
    wanted = number_ if expected.ndim == 0 else "a NumPy array"
    if expected.ndim == 0 and type(actual) in ((int,) if exact else (float,)):
        return np.asarray(actual)
    if isinstance(actual, np.ndarray | np.generic):
        return np.asarray(actual)
    if actual is None:
        got, hint = "None", "end with a `return`: a function without one returns None"
    elif isinstance(actual, Opaque):
        got, hint = (
            repr(actual),
            "return a plain NumPy array of numbers: np.array(..., dtype=float) makes one or says why it cannot",
        )
    else:
        got, hint = (
            kind_of(actual),
            f"return {wanted}" + ("" if expected.ndim == 0 else ": np.array(result) makes one"),
        )
    raise Mismatch(f"{name}: expected {wanted}, got {got}", Difference("type", name, actual, expected), hint)


def _assert_shape(actual: Array, expected: Array, name: str) -> None:
    if actual.shape != expected.shape:
        message = f"{name}: expected shape {expected.shape}, got {actual.shape}"
        raise Mismatch(message, Difference("shape", name, actual, expected))


def _assert_dtype(actual: Array, expected: Array, dtype: np.dtype[Any], name: str, *, scalar: bool) -> None:
    if dtype.kind == "f" and (actual.dtype.kind == "f" if scalar else actual.dtype == dtype):
        return
    if dtype.kind in "iu" and actual.dtype.kind in "iu":
        return
    if dtype == actual.dtype:
        return
    message = f"{name}: expected {'a float' if scalar else f'dtype {dtype}'}, got {actual.dtype}"
    hint = _WIDENED_HINT if dtype == np.float32 and actual.dtype == np.float64 else None
    raise Mismatch(message, Difference("dtype", name, actual, expected), hint)


def _assert_equal(actual: Array, expected: Array, name: str) -> None:
    wrong = np.argwhere(actual != expected)
    if len(wrong):
        index = tuple(int(place) for place in wrong[0])
        count = f"{len(wrong)} of {expected.size} differ"
        message = f"{name}: expected {expected[index]}{_at(index)}, got {actual[index]} ({count})"
        raise Mismatch(message, Difference("values", name, actual, expected, index))


def _assert_finite(actual: Array, expected: Array, name: str) -> None:
    wrong = np.argwhere(~np.isfinite(actual))
    if len(wrong):
        index = tuple(int(place) for place in wrong[0])
        message = (
            f"{name}: expected {number(expected[index])}{_at(index)}, got {number(actual[index])} "
            f"({len(wrong)} of {actual.size} entries are not finite)"
        )
        raise Mismatch(message, Difference("not finite", name, actual, expected, index))


def _assert_close(actual: Array, expected: Array, name: str, relative: float, scale: float) -> None:
    if not expected.size:
        return
    wide = actual.astype(np.float64)
    size = max(float(np.max(np.abs(expected))), scale) or SMALLEST_SCALE
    with np.errstate(over="ignore"):
        errors = np.abs(wide - expected)
    worst = tuple(int(place) for place in np.unravel_index(int(np.argmax(errors)), errors.shape))
    allowed = relative * size
    if errors[worst] <= allowed:
        return
    count = int(np.count_nonzero(errors > allowed))
    wanted, got = number(expected[worst]), number(wide[worst])
    if wanted == got:
        wanted, got = repr(float(expected[worst])), repr(float(wide[worst]))
    message = f"{name}: expected {wanted}{_at(worst)}, got {got}"
    if expected.size > 1:
        message += f" (the largest of {count} differences among {expected.size} entries)"
    raise Mismatch(message, Difference("values", name, actual, expected, worst, float(errors[worst]) / size, relative))


def _at(index: tuple[int, ...]) -> str:
    return f" at [{', '.join(str(place) for place in index)}]" if index else ""


def kind_of(value: Any) -> str:
    """Name a value's type with its article."""
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def number(value: Any) -> str:
    """Write a number with six digits, or more where six would hide what it is."""
    return f"{float(value):.6g}"
