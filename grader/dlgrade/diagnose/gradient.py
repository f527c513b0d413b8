"""The second oracle of a failed gradient: finite differences of the student's own forward."""

from typing import Any

import numpy as np
import numpy.typing as npt

from dlgrade.compare import Difference, number
from dlgrade.errors import CheckFailure
from dlgrade.oracle import Asked
from dlgrade.student import Asking, Student

_STEP = 1e-5  # relative to the input; the error of a central difference is then about 1e-10
_CLOSE = 1e-5  # relative; between that error and the smallest fault worth telling
_ENTRIES_LIMIT = 240  # entries differentiated, two calls each
_SUFFIX = "_backward"


def own_gradient(
    student: Student, difference: Difference, asked: Asked, asking: Asking, *, numbers: bool = True
) -> str:
    """Say which side of a failed gradient is wrong; empty if finite differences cannot tell.

    numbers: whether the sentence may hold values, which a hidden check's may not
    """
    function, arguments = asking.function, asking.arguments
    if not function.endswith(_SUFFIX) or difference.aspect != "values" or not arguments:
        return ""
    upstream = arguments[0] if isinstance(asked.upstream, np.ndarray) else None
    inputs = list(arguments[1:] if upstream is not None else arguments)
    place = next((i for i, value in enumerate(inputs) if _differentiable(value, difference)), None)
    if place is None:
        return ""
    forward = getattr(student, function.removesuffix(_SUFFIX))
    try:
        with student.off_the_record():
            measured = _measure(forward, inputs, place, upstream, asked.keywords)
    except (CheckFailure, TypeError, ValueError):
        return ""
    if measured is None:
        return ""
    mine, wanted = _near(difference.actual, measured), _near(difference.expected, measured)
    if mine and not wanted:
        return "your backward is right for your forward; it is your forward that is wrong"
    if wanted and not mine:
        detail = ": " + _first_wrong(difference, measured) if numbers else ""
        return "your forward is right; the fault is in your backward" + detail
    return ""


def _differentiable(value: Any, difference: Difference) -> bool:
    fits = isinstance(value, np.ndarray) and value.dtype == np.float64 and value.shape == difference.expected.shape
    return fits and 0 < value.size <= _ENTRIES_LIMIT


def _measure(
    forward: Any, inputs: list[Any], place: int, upstream: Any, keywords: dict[str, Any]
) -> npt.NDArray[Any] | None:
    """Return dL/d(inputs[place]) by central differences, or None if the forward returns no usable number."""
    point = inputs[place].copy()
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        kept = point[index]
        step = _STEP * max(1.0, abs(float(kept)))
        ends = []
        for side in (step, -step):
            point[index] = kept + side
            value = np.asarray(forward(*inputs[:place], point, *inputs[place + 1 :], **keywords))
            if (
                value.dtype.kind != "f"
                or (upstream is not None and value.shape != upstream.shape)
                or (upstream is None and value.ndim)
            ):
                return None
            ends.append(value)
        point[index] = kept
        change = (ends[0] - ends[1]) / (2 * step)
        gradient[index] = np.sum(change if upstream is None else change * upstream)
    return gradient if np.all(np.isfinite(gradient)) else None


def _near(gradient: npt.NDArray[Any], measured: npt.NDArray[Any]) -> bool:
    return bool(np.max(np.abs(gradient - measured)) <= _CLOSE * max(float(np.max(np.abs(measured))), _CLOSE))


def _first_wrong(difference: Difference, measured: npt.NDArray[Any]) -> str:
    right, wrong = number(measured[difference.index]), number(difference.actual[difference.index])
    return f"finite differences of your forward give {right} where it gives {wrong}"
