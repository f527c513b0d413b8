"""The second oracle of a failed gradient: finite differences of the student's own forward."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlgrade.compare import Array, Difference, number
from dlgrade.errors import CheckFailure
from dlgrade.oracle import Asked
from dlgrade.student import Asking, Pass, Student

_STEP = 1e-5  # relative to the input; the error of a central difference is then about 1e-10
_CLOSE = 1e-5  # relative; between that error and the smallest fault worth telling
_ENTRIES_LIMIT = 240  # entries differentiated, two calls each
_SUFFIX = "_backward"
_GRADIENT_OF = re.compile(r"grads\['(?P<key>.+)'\]")  # as assert_gradients names them


def own_gradient(
    student: Student, difference: Difference, asked: Asked, asking: Asking, *, numbers: bool = True
) -> str:
    """Say which side of a failed gradient is wrong; empty if finite differences cannot tell.

    numbers: whether the sentence may hold values, which a hidden check's may not
    """
    if difference.aspect != "values" or asked.upstream is None:
        return ""
    layer = student.latest_pass(asking)
    try:
        with student.off_the_record():
            question = _of_layer(layer, difference) if layer else _of_function(student, difference, asked, asking)
            measured = _measure(question) if question else None
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


@dataclass(frozen=True)
class _Question:
    """A function of one array, where it is differentiated, and what its outputs are weighted with."""

    forward: Callable[[Array], Any]
    point: Array
    upstream: tuple[Array, ...] | None  # None: the output is one number


def _of_function(student: Student, difference: Difference, asked: Asked, asking: Asking) -> _Question | None:
    """Ask how `f(...)` depends on the argument that `f_backward(dout, ...)` was wrong about."""
    if not asking.function.endswith(_SUFFIX) or not asking.arguments:
        return None
    upstream = asking.arguments[0] if isinstance(asked.upstream, np.ndarray) else None
    skipped = 0 if upstream is None else 1
    inputs = list(asking.arguments[skipped:])
    place = _place(difference, asking.parameters[skipped:], inputs)
    if place is None:
        return None
    function = getattr(student, asking.function.removesuffix(_SUFFIX))

    def forward(value: Array) -> Any:
        return function(*inputs[:place], value, *inputs[place + 1 :], **asked.keywords)

    return _Question(forward, inputs[place], None if upstream is None else (upstream,))


def _of_layer(layer: Pass, difference: Difference) -> _Question | None:
    """Ask how a layer's outputs depend on an argument of `forward`, or on one of its parameters."""
    arguments, keywords = list(layer.forward.arguments), layer.forward.keywords
    upstream = layer.backward.arguments
    if not upstream or not all(isinstance(value, np.ndarray) for value in upstream):
        return None
    found = _GRADIENT_OF.fullmatch(difference.name)
    if found is None:
        place = _place(difference, layer.forward.parameters, arguments)

        def moved(value: Array) -> Any:
            assert place is not None
            return layer.layer.forward(*arguments[:place], value, *arguments[place + 1 :], **keywords)

        return None if place is None else _Question(moved, arguments[place], upstream)
    key, params = found["key"], layer.layer.params
    if not isinstance(params, dict) or not _differentiable(params.get(key), difference):
        return None

    def written(value: Array) -> Any:
        layer.layer.write_params({key: value})
        return layer.layer.forward(*arguments, **keywords)

    return _Question(written, params[key], upstream)


def _place(difference: Difference, parameters: list[str], inputs: list[Any]) -> int | None:
    """Return the place of the argument that a gradient belongs to: by its name, dx for x, or else by its shape."""
    fitting = [place for place, value in enumerate(inputs) if _differentiable(value, difference)]
    named = [place for place in fitting if parameters[place : place + 1] == [difference.name.removeprefix("d")]]
    return next(iter(named or fitting), None)


def _differentiable(value: Any, difference: Difference) -> bool:
    fits = isinstance(value, np.ndarray) and value.dtype == np.float64 and value.shape == difference.expected.shape
    return fits and 0 < value.size <= _ENTRIES_LIMIT


def _measure(question: _Question) -> Array | None:
    """Return the gradient by central differences, or None if the forward returns no usable number."""
    point = question.point.copy()
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        kept = point[index]
        step = _STEP * max(1.0, abs(float(kept)))
        ends: list[float] = []
        for side in (step, -step):
            point[index] = kept + side
            total = _total(question.forward(point), question.upstream)
            if total is None:
                return None
            ends.append(total)
        point[index] = kept
        gradient[index] = (ends[0] - ends[1]) / (2 * step)
    return gradient if np.all(np.isfinite(gradient)) else None


def _total(output: Any, upstream: tuple[Array, ...] | None) -> float | None:
    """Return the number that is differentiated: a loss itself, or outputs times what came from above."""
    outputs = [np.asarray(value) for value in (output if isinstance(output, tuple) else (output,))]
    if any(value.dtype.kind != "f" for value in outputs):
        return None
    if upstream is None:
        return float(outputs[0]) if len(outputs) == 1 and not outputs[0].ndim else None
    if [value.shape for value in outputs] != [value.shape for value in upstream]:
        return None
    return float(sum(np.sum(value * weight) for value, weight in zip(outputs, upstream, strict=True)))


def _near(gradient: Array, measured: Array) -> bool:
    return bool(np.max(np.abs(gradient - measured)) <= _CLOSE * max(float(np.max(np.abs(measured))), _CLOSE))


def _first_wrong(difference: Difference, measured: Array) -> str:
    right, wrong = number(measured[difference.index]), number(difference.actual[difference.index])
    return f"finite differences of your forward give {right} where it gives {wrong}"
