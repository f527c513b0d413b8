"""Name the simple relation between a wrong value and the right one, if there is one.

A pattern is reported only where it explains every entry, so that a student is never sent the wrong way.
"""

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from dlgrade.compare import Difference, tolerance
from dlgrade.diagnose.regions import FEWEST, regions

Array = npt.NDArray[Any]
_CLOSE = 1e-6  # relative; a chance agreement of random values this close does not happen
_FLOAT32 = tolerance(np.float32, 64)
_SIGNS = 8  # errors that go both ways, and at least one in so many each way
_NUMPYS = re.compile(
    r"RuntimeWarning: (?P<cause>overflow|divide by zero|invalid value) encountered in (?P<where>\w+)(?: \(line \d+\))?"
)
_SIZE_LIMIT = 1 << 20  # entries of an array that is looked into
_AXES_LIMIT = 5  # axes of which every order is tried


def explain(difference: Difference, inputs: Mapping[str, Any], warnings: list[str], *, numbers: bool = True) -> str:
    """Return one sentence on how the values are related; empty if nothing explains all of them.

    inputs:   the call's arguments by name
    warnings: what the call warned about
    numbers:  whether the sentence may hold numbers made from values, which a hidden check's may not
    """
    if isinstance(difference.actual, np.ndarray) and difference.actual.size > _SIZE_LIMIT:
        return ""
    arrays = {name: np.asarray(value) for name, value in inputs.items() if isinstance(value, np.ndarray)}
    with np.errstate(all="ignore"):  # values may be huge
        return _explain(difference, arrays, warnings, numbers)


def _explain(difference: Difference, arrays: Mapping[str, Array], warnings: list[str], numbers: bool) -> str:
    if difference.aspect == "shape":
        return next(_of_shape(difference.actual, difference.expected, arrays), "")
    if difference.aspect == "not finite":
        return _not_finite(difference, warnings)
    if difference.aspect == "values":
        return next(_of_values(difference, arrays, numbers), "")
    return ""


def _of_shape(actual: Array, expected: Array, arrays: Mapping[str, Array]) -> Iterator[str]:
    wide = actual.astype(np.float64) if actual.dtype.kind in "biuf" else actual
    if actual.ndim == expected.ndim <= _AXES_LIMIT:
        for order in itertools.permutations(range(actual.ndim)):
            turned = wide.transpose(order)
            if turned.shape == expected.shape and _close(turned, expected):
                yield "the values are right, but the axes are in another order: it is transposed"
    alike = actual.squeeze().shape == expected.squeeze().shape
    if actual.ndim != expected.ndim and alike and _close(wide.reshape(expected.shape), expected):
        length = "too many: keepdims keeps it" if actual.ndim > expected.ndim else "missing: keepdims=True keeps it"
        yield f"the values are right, but an axis of length 1 is {length}"
    if actual.ndim == 0 and all(array.shape != expected.shape for array in arrays.values()):
        yield "it was reduced to one number: sum or average along one axis only"
    for name, array in arrays.items():
        reduced = {array.shape[:axis] + array.shape[axis + 1 :]: axis for axis in range(array.ndim)}
        if len(reduced) == array.ndim and actual.shape in reduced and expected.shape in reduced:
            wrong_axis, right_axis = reduced[actual.shape], reduced[expected.shape]
            yield f"it was reduced along axis {wrong_axis} of {name}, where axis {right_axis} is meant"
    if actual.ndim == expected.ndim:
        steps = [a - e for a, e in zip(actual.shape, expected.shape, strict=True)]
        wrong = [axis for axis, step in enumerate(steps) if step]
        if len(wrong) == 1 and abs(steps[wrong[0]]) == 1:
            yield f"it is off by one along axis {wrong[0]}: one entry too {'many' if steps[wrong[0]] > 0 else 'few'}"


def _not_finite(difference: Difference, warnings: list[str]) -> str:
    kind = "NaN" if np.isnan(difference.actual).any() else "infinity"
    found = [match for warning in warnings if (match := _NUMPYS.fullmatch(warning))]
    causes = list(dict.fromkeys(_cause(match["cause"], match["where"]) for match in found))
    if causes:
        return f"{kind} from {', or '.join(causes)}"
    return f"{kind} where the expected value is finite"


def _cause(cause: str, function: str) -> str:
    where = function if isinstance(getattr(np, function, None), np.ufunc) else "a step"  # warnings can be forged
    if cause == "overflow":
        return f"overflow in {where}: a number grew beyond the largest of its dtype"
    if cause == "divide by zero":
        return f"a division by zero in {where}" if "log" not in where else f"a logarithm of zero in {where}"
    if "sqrt" in where or "log" in where:
        return f"a negative number in {where}"
    return f"an invalid operation in {where}, such as infinity minus infinity or 0/0"


def _of_values(difference: Difference, arrays: Mapping[str, Array], numbers: bool) -> Iterator[str]:
    actual, expected = difference.actual.astype(np.float64), difference.expected.astype(np.float64)
    if difference.actual.dtype == np.float64 and difference.error < _FLOAT32 and difference.allowed < _CLOSE:
        if _rounded(actual, expected):
            yield "right, but computed in float32: some step turns float64 into float32"
        else:
            yield "right to six digits or more: some step is in float32, or adds a small number"
    steps = set(np.ravel(actual - expected).tolist())
    if difference.expected.dtype.kind in "iu" and steps in ({1.0}, {-1.0}):
        yield f"it is off by one: one too {'many' if 1.0 in steps else 'few'}"
    if expected.size > 1 and not actual.any():
        yield "every entry is zero"
    yield from _factor(actual, expected, arrays, numbers)
    yield from _rearranged(actual, expected)
    yield from _related_to_inputs(actual, expected, arrays)
    if expected.size > 2 and np.ptp(actual - expected) <= _CLOSE * np.max(np.abs(expected)):
        yield f"every entry is too {'large' if actual.flat[0] > expected.flat[0] else 'small'} by the same amount"
    yield from _somewhere(actual, expected, arrays)


def _rounded(actual: Array, expected: Array) -> bool:
    """Whether an error looks like float32's rounding: every result is a float32, or errors go both ways."""
    if np.array_equal(actual, actual.astype(np.float32).astype(np.float64)):
        return True
    signs = (np.sign(actual - expected) * np.sign(expected))[np.abs(actual - expected) > 0]
    return bool(signs.size >= _SIGNS and min((signs > 0).sum(), (signs < 0).sum()) >= signs.size / _SIGNS)


def _factor(actual: Array, expected: Array, arrays: Mapping[str, Array], numbers: bool) -> Iterator[str]:
    denominator = float(np.sum(expected * expected))
    if not denominator or not math.isfinite(denominator):
        return
    factor = float(np.sum(actual * expected)) / denominator
    if not math.isfinite(factor) or abs(factor) < _CLOSE or not _close(actual, factor * expected):
        return
    if math.isclose(factor, -1, rel_tol=_CLOSE):
        yield "the sign is wrong: every entry is the negative of the expected one"
        return
    sign = "the sign is wrong too, and " if factor < 0 else ""
    size = abs(factor)
    for place, (number, meaning) in enumerate(_meanings(arrays)):
        for shown, value, cause in (
            (f"{number} times", number, "a sum where a mean belongs, or the reverse below a fraction bar"),
            (f"1/{number} of", 1 / number, "a mean where a sum belongs, or one mean too many"),
            (f"1/{number}² of", 1 / number**2 if place == 0 else math.nan, "a mean taken twice"),
        ):
            if math.isclose(size, value, rel_tol=_CLOSE):
                twice = f", or a factor of {value:g} from elsewhere" if value in (2, 0.5) else ""
                yield f"{sign}it is {shown} the expected one, and {number} is {meaning}: {cause}{twice}"
                return
    if expected.size > 1 or any(math.isclose(size, nice, rel_tol=_CLOSE) for nice in (2, 0.5)):
        times = f"{size:.6g} times the expected one" if numbers else "a multiple of the expected one"
        yield f"{sign}every entry is {times}: a constant factor"


def _meanings(arrays: Mapping[str, Array]) -> Iterator[tuple[int, str]]:
    """Yield numbers that factors are made of, with their names, the most likely first."""
    seen = {0, 1}
    for name, array in list(arrays.items())[:1]:
        if array.ndim and array.shape[0] not in seen:
            seen.add(array.shape[0])
            yield array.shape[0], "the batch size" if array.ndim > 1 else f"the length of {name}"
        places = array.size // array.shape[1] if array.ndim > 2 and array.size else 0  # (batch, channels, ...)
        if places not in seen:
            seen.add(places)
            yield places, f"the number of examples and places of {name}"
    for name, array in arrays.items():
        for axis, length in enumerate(array.shape):
            if length not in seen:
                seen.add(length)
                yield length, f"the length of axis {axis} of {name}"
    for name, array in arrays.items():
        if array.size not in seen:
            seen.add(array.size)
            yield array.size, f"the number of entries of {name}"


def _rearranged(actual: Array, expected: Array) -> Iterator[str]:
    if expected.size < 3:
        return
    if expected.ndim <= _AXES_LIMIT:
        for order in itertools.permutations(range(expected.ndim)):
            if (
                list(order) != sorted(order)
                and actual.transpose(order).shape == expected.shape
                and _close(actual.transpose(order), expected)
            ):
                yield "it is transposed: the values are right, the axes in another order"
    for count in range(1, min(expected.ndim, 3) + 1):
        for axes in itertools.combinations(range(expected.ndim), count):
            if _close(np.flip(actual, axes), expected):
                yield f"it is flipped along axis {', '.join(str(axis) for axis in axes)}"
    for axis in range(expected.ndim):
        length = expected.shape[axis]
        if length > 2 and (np.abs(actual - expected) > _CLOSE * np.max(np.abs(expected))).sum() >= FEWEST:
            later, earlier = [slice(None)] * expected.ndim, [slice(None)] * expected.ndim
            later[axis], earlier[axis] = slice(1, None), slice(None, -1)
            if _close(actual[tuple(later)], expected[tuple(earlier)]) or _close(
                actual[tuple(earlier)], expected[tuple(later)]
            ):
                yield f"it is off by one: the values are shifted by one place along axis {axis}"


def _related_to_inputs(actual: Array, expected: Array, arrays: Mapping[str, Array]) -> Iterator[str]:
    for name, array in arrays.items():
        if array.shape != expected.shape or array.dtype.kind not in "fiu" or array.size < 2:
            continue
        if _close(actual, array.astype(np.float64)):
            yield f"it is {name} itself, unchanged"
        elif name == "dout" and _close(actual * array, expected):
            yield "the upstream gradient is ignored: multiplied by dout it would be right"
        elif name == "dout" and _close(actual, expected * array):
            yield "the upstream gradient dout is multiplied in twice"


def _somewhere(actual: Array, expected: Array, arrays: Mapping[str, Array]) -> Iterator[str]:
    """Say where the wrong entries are, if a property of an input or their place tells them from the right ones."""
    wrong = np.abs(actual - expected) > _CLOSE * float(np.max(np.abs(expected)))
    if wrong.sum() < FEWEST or (~wrong).sum() < FEWEST:
        return
    for name, array in arrays.items():
        if name == "dout" or array.shape != expected.shape or array.dtype.kind != "f":
            continue
        properties = {"negative": array < 0, "positive": array > 0, "zero": array == 0, "not zero": array != 0}
        for word, where in properties.items():
            if np.array_equal(where, wrong):
                yield f"only the entries where {name} is {word} are wrong"
    yield from regions(wrong, (actual == 0) & (expected == 0))


def _close(left: Array, right: Array) -> bool:
    if left.shape != right.shape or not left.size:
        return False
    scale = float(np.max(np.abs(right)))
    with np.errstate(all="ignore"):
        return bool(scale > 0 and np.max(np.abs(left - right)) <= _CLOSE * scale)
