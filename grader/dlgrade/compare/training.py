"""Judge a training run step by step: the first step and the first place in the network where it leaves the reference.

A loss says little: the first is blind to every backward and optimizer fault, and three faults of Adadelta are right for
exactly one update. So every step's loss, gradients and parameters are compared, in the order in which they are made.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlgrade.compare.layers import assert_keys
from dlgrade.compare.values import Array, assert_matches, number
from dlgrade.errors import CheckFailure

LOSS = 1e-9  # relative; right programs in float64 stay below 4e-16 in five steps
GRADIENT = 1e-7  # of a tensor's largest entry; as above, 1e-13
CHANGE = 1e-6  # of a tensor's largest change so far; right programs below 2e-14, the smallest fault is 2e-5
_ALIKE = 1e-6  # two ratios that differ by less are one


class TrainingStep:
    """What one update of a run showed: the loss before it, the gradients, and the parameters after it.

    grads: None where nobody looked
    """

    def __init__(self, loss: Any, grads: Mapping[str, Any] | None, params: Mapping[str, Any]):
        self.loss, self.grads, self.params = loss, grads, params


def assert_trains_alike(
    actual: Sequence[TrainingStep],
    expected: Sequence[TrainingStep],
    start: Mapping[str, Any],
    layers: Sequence[str],
) -> None:
    """Raise CheckFailure unless a run is the reference's: step by step the loss, the gradients and the parameters.

    actual:   the student's steps
    expected: the reference's, from the same parameters and batches
    start:    the parameters that both began with
    layers:   the names of the model's layers, input side first; keys are `<position>.<name>`
    """
    for place, (mine, wanted) in enumerate(zip(actual, expected, strict=True)):
        step = place + 1
        _assert_loss(mine.loss, wanted.loss, step)
        assert_keys(mine.params, wanted.params, name="params")
        if wanted.grads is not None and mine.grads is not None:
            assert_keys(mine.grads, wanted.grads, name="grads")
            _assert_gradients(mine.grads, wanted.grads, step, layers)
        before = actual[place - 1].params if place else start
        _assert_update(mine.params, wanted.params, before, start, step, layers)


def _assert_loss(actual: Any, expected: Any, step: int) -> None:
    """Judge the loss of a step, which depends on the parameters before it; these were right."""
    if not isinstance(actual, float | np.floating) or not np.isfinite(actual):
        assert_matches(actual, np.asarray(float(expected)), name=f"the loss of step {step}")
    if abs(actual - expected) <= LOSS * abs(expected):
        return
    ratio = float(actual) / float(expected)
    raise CheckFailure(
        f"step {step}: the loss should be {number(expected)}, and fit's history says {number(actual)}",
        kind="the loss differs",
        diagnosis=f"it is {number(ratio)} times what it should be" if _is_simple(ratio) else None,
        hint="the parameters before this step were right: look at forward in training mode, at the labels that go with "
        "the examples, and at how the losses of the batches are averaged",
    )


def _assert_gradients(actual: Mapping[str, Any], expected: Mapping[str, Any], step: int, layers: Sequence[str]) -> None:
    _assert_arrays(actual, expected, f"step {step}: grads")
    wrong = [key for key in _from_the_output(expected) if not _close(actual[key], expected[key], GRADIENT)]
    if not wrong:
        return
    top = wrong[0]
    diagnosis, hint = _where_it_begins(actual, expected, wrong, layers)
    raise CheckFailure(
        f"step {step}: grads[{top!r}], of layer {_named(top, layers)}, {_apart(actual[top], expected[top])}",
        kind="a gradient differs",
        diagnosis=diagnosis,
        hint=hint,
    )


def _where_it_begins(
    actual: Mapping[str, Any], expected: Mapping[str, Any], wrong: Sequence[str], layers: Sequence[str]
) -> tuple[str, str]:
    """Say from which layer on gradients are wrong, and whose backward that points at."""
    every, top = _from_the_output(expected), wrong[0]
    ratios = [_ratio(actual[key], expected[key]) for key in every]
    known = [each for each in ratios if each is not None]
    if len(wrong) == len(known) == len(every) and all(abs(each / known[0] - 1) < _ALIKE for each in known):
        return (
            f"every gradient is {number(known[0])} times what it should be",
            "one factor everywhere comes from where gradients begin: the mean over the batch in the loss's backward",
        )
    right = [key for key in every[: every.index(top)] if _layer(key) != _layer(top)]
    others = [key for key in expected if _layer(key) == _layer(top) and key not in wrong]
    if (
        len(wrong) < len([key for key in every if _layer(key) <= _layer(top)])
        and len({_layer(key) for key in wrong}) == 1
    ):
        only = " and ".join(f"grads[{key!r}]" for key in wrong)
        extra = f"; {others[0]!r} of the same layer is right" if others else ""
        hint = f"look at how layer {_named(top, layers)} makes this gradient"
        if right:
            above = [f"{place} ({layers[place]})" for place in range(_layer(top) + 1, _layer(right[-1]) + 1)]
            hint += f", and at what comes down to it through {', '.join(above)}"
        return f"only {only} is wrong{extra}", hint
    if not right:
        return (
            "already the last layer's gradient is wrong",
            f"look at the loss's backward, and at the backward of layer {_named(top, layers)}",
        )
    last_right = right[-1]
    between = [f"{place} ({layers[place]})" for place in range(_layer(top) + 1, _layer(last_right))]
    among = f"of layer {_named(last_right, layers)} passes on wrongly"
    if between:
        among = f"of one of the layers {', '.join(between)}, or what layer {_named(last_right, layers)} passes on,"
    return (
        f"gradients are right in layer {_named(last_right, layers)}, and wrong from layer {_named(top, layers)} down",
        f"look at the backward of layer {_named(top, layers)}, and at what the backward {among} returns",
    )


def _assert_update(
    actual: Mapping[str, Any],
    expected: Mapping[str, Any],
    before: Mapping[str, Any],
    start: Mapping[str, Any],
    step: int,
    layers: Sequence[str],
) -> None:
    """Judge parameters, each by what has become of it since the start."""
    _assert_arrays(actual, expected, f"step {step}: params")
    wrong = [
        key
        for key in expected
        if not _close(np.asarray(actual[key]) - start[key], np.asarray(expected[key]) - start[key], CHANGE)
    ]
    if not wrong:
        return
    still = [key for key in wrong if np.array_equal(actual[key], before[key])]
    first, some = wrong[0], ", ".join(repr(key) for key in wrong[:4]) + (", ..." if len(wrong) > 4 else "")
    if still:
        which = (
            "no parameter has" if len(still) == len(expected) else f"{', '.join(repr(key) for key in still)} has not"
        )
        diagnosis = f"{which} changed in this step"
        hint = "every array that step returns must be written into the model: model.params[key][...] = value"
    elif len(wrong) < len(expected):
        diagnosis = f"only {some} are wrong: {len(wrong)} of {len(expected)} parameters"
        hint = "one call of step is for all keys: look at what differs between these and the others"
    elif step == 1:
        diagnosis = "the gradients are right, and the first update is not"
        ratio = _ratio(np.asarray(actual[first]) - start[first], np.asarray(expected[first]) - start[first])
        diagnosis += f": it is {number(ratio)} times what it should be" if ratio is not None else ""
        hint = "look at the optimizer, and at how what it returns comes into the model"
    else:
        diagnosis = f"the first {step - 1} updates are right, and update {step} is not"
        hint = (
            "look at what the optimizer remembers from one step to the next, and whether all steps share one optimizer"
        )
    raise CheckFailure(
        f"step {step}: params[{first!r}], of layer {_named(first, layers)}, {_apart(actual[first], expected[first])}",
        kind="a parameter differs",
        diagnosis=diagnosis,
        hint=hint,
    )


def _assert_arrays(actual: Mapping[str, Any], expected: Mapping[str, Any], name: str) -> None:
    """Leave type, shape, dtype and what is not finite to the usual comparison."""
    for key in expected:
        value = actual[key]
        same = isinstance(value, np.ndarray) and value.shape == np.shape(expected[key])
        finite = same and value.dtype.kind == "f" and bool(np.all(np.isfinite(value)))
        if not (finite and value.dtype == np.float64):
            assert_matches(value, expected[key], name=f"{name}[{key!r}]")


def _close(actual: Any, expected: Any, relative: float) -> bool:
    mine, wanted = np.asarray(actual), np.asarray(expected)
    if mine.shape != wanted.shape or mine.dtype != np.float64:
        return False
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(mine - wanted) <= relative * np.max(np.abs(wanted), initial=0.0)))


def _ratio(actual: Any, expected: Any) -> float | None:
    """Return the one factor between two arrays, None if there is none."""
    mine, wanted = np.asarray(actual, np.float64), np.asarray(expected, np.float64)
    size = float(np.sum(wanted * wanted))
    if mine.shape != wanted.shape or not size:
        return None
    ratio = float(np.sum(mine * wanted)) / size
    return ratio if ratio and _close(mine, ratio * wanted, _ALIKE) else None


def _apart(actual: Any, expected: Any) -> str:
    """Say how far two arrays are apart, at their worst place."""
    mine, wanted = np.asarray(actual), np.asarray(expected)
    errors = np.abs(mine - wanted)
    worst = tuple(int(place) for place in np.unravel_index(int(np.argmax(errors)), errors.shape))
    at = f" at [{', '.join(map(str, worst))}]" if worst else ""
    return f"should be {number(wanted[worst])}{at}, and is {number(mine[worst])}"


def _from_the_output(params: Mapping[str, Array]) -> list[str]:
    """Return keys in the order in which backward comes to them."""
    return sorted(params, key=lambda key: (-_layer(key), key))


def _layer(key: str) -> int:
    return int(key.partition(".")[0])


def _named(key: str, layers: Sequence[str]) -> str:
    return f"{_layer(key)} ({layers[_layer(key)]})"


def _is_simple(ratio: float) -> bool:
    """Whether a factor looks like a count, or one over a count."""
    return any(
        abs(each - round(each)) < _ALIKE and 1 < abs(round(each)) < 10_000
        for each in (ratio, 1 / ratio if ratio else 0.0)
    )
