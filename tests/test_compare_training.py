"""The judge of training runs: right runs pass, and for a wrong one it says at which step, and where it began."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from dlgrade.compare import TrainingStep, assert_trains_alike
from dlgrade.errors import CheckFailure

LAYERS = ["Conv2d", "ReLU", "Dense", "Dense"]
SHAPES = {"0.weight": (2, 3), "0.bias": (2,), "2.weight": (4, 2), "2.bias": (4,), "3.weight": (3, 4), "3.bias": (3,)}


def make_run(steps: int = 3, noise: float = 0.0) -> tuple[dict[str, Any], list[TrainingStep]]:
    """Return parameters and the steps of a run down some slope."""
    rng, other = np.random.default_rng(0), np.random.default_rng(1)
    start = {key: rng.normal(size=shape) for key, shape in SHAPES.items()}
    params, found = start, []
    for _ in range(steps):
        grads = {key: rng.normal(size=shape) for key, shape in SHAPES.items()}
        params = {key: value - 0.1 * grads[key] for key, value in params.items()}
        loud = {key: value * (1 + noise * other.normal(size=value.shape)) for key, value in params.items()}
        found.append(TrainingStep(float(rng.uniform(1, 2)) * (1 + noise), grads, loud))
    return start, found


def changed(steps: list[TrainingStep], place: int, **changes: Any) -> list[TrainingStep]:
    """Return the steps with other facts about one of them."""
    old = steps[place]
    facts = {"loss": old.loss, "grads": old.grads, "params": old.params} | changes
    return [*steps[:place], TrainingStep(**facts), *steps[place + 1 :]]


def assert_blamed(actual: list[TrainingStep], *words: str, kind: str) -> None:
    """Assert that a run is refused, with all of these words somewhere in what a student reads."""
    start, expected = make_run()
    with pytest.raises(CheckFailure) as caught:
        assert_trains_alike(actual, expected, start, LAYERS)
    said = "\n".join(filter(None, (str(caught.value), caught.value.diagnosis, caught.value.hint)))
    assert [word for word in words if word not in said] == [], said
    assert caught.value.kind == kind


def with_grads(**changes: Any) -> Mapping[str, Any]:
    """Return the first step's gradients, some of them changed by a factor."""
    grads = make_run()[1][0].grads
    assert grads is not None
    return {key: value * changes.get(f"k{key.replace('.', '_')}", 1.0) for key, value in grads.items()}


def test_a_right_run_passes_with_the_noise_of_rounding() -> None:
    """The same numbers, and numbers a hundred roundings away."""
    start, expected = make_run()
    assert_trains_alike(make_run()[1], expected, start, LAYERS)
    assert_trains_alike(make_run(noise=2e-14)[1], expected, start, LAYERS)


def test_gradients_that_nobody_looked_at_are_not_judged() -> None:
    """Neither the student's nor the reference's."""
    start, expected = make_run()
    blind = [TrainingStep(each.loss, None, each.params) for each in make_run()[1]]
    assert_trains_alike(blind, expected, start, LAYERS)
    assert_trains_alike(expected, blind, start, LAYERS)


@pytest.mark.parametrize("place", [0, 2])
def test_a_loss_is_blamed_with_its_factor(place: int) -> None:
    """A factor that is a count is named; another is not; the step is."""
    run = make_run()[1]
    assert_blamed(
        changed(run, place, loss=run[place].loss * 6),
        f"step {place + 1}: the loss should be",
        "it is 6 times",
        kind="the loss differs",
    )
    assert_blamed(changed(run, place, loss=run[place].loss * 1.00001), f"step {place + 1}", kind="the loss differs")
    assert_blamed(changed(run, place, loss=float("nan")), "the loss of step", kind="values that are not finite")
    assert_blamed(changed(run, place, loss=None), "the loss of step", "got None", kind="wrong type")


def test_one_factor_everywhere_is_the_losss_mean() -> None:
    """32 times what it should be, in every gradient."""
    grads = {key: 32 * value for key, value in with_grads().items()}
    assert_blamed(
        changed(make_run()[1], 0, grads=grads),
        "every gradient is 32 times",
        "mean over the batch",
        kind="a gradient differs",
    )


def test_the_layer_below_which_gradients_are_wrong_is_named() -> None:
    """The last right one above it, the first wrong one, and what lies between."""
    rng = np.random.default_rng(2)
    grads = {key: value if key[0] == "3" else rng.normal(size=value.shape) for key, value in with_grads().items()}
    assert_blamed(
        changed(make_run()[1], 0, grads=grads),
        "step 1: grads['2.bias'], of layer 2 (Dense)",
        "gradients are right in layer 3 (Dense), and wrong from layer 2 (Dense) down",
        "look at the backward of layer 2 (Dense)",
        kind="a gradient differs",
    )
    grads = {key: value if key[0] != "0" else rng.normal(size=value.shape) for key, value in with_grads().items()}
    assert_blamed(
        changed(make_run()[1], 0, grads=grads),
        "gradients are right in layer 2 (Dense), and wrong from layer 0 (Conv2d) down",
        "1 (ReLU)",
        kind="a gradient differs",
    )
    grads = {key: rng.normal(size=value.shape) for key, value in with_grads().items()}
    assert_blamed(
        changed(make_run()[1], 0, grads=grads),
        "already the last layer's gradient is wrong",
        "loss's backward",
        "3 (Dense)",
        kind="a gradient differs",
    )


def test_one_wrong_gradient_of_a_layer_is_that_layers() -> None:
    """What lies below it is right, so it is not what is passed on."""
    assert_blamed(
        changed(make_run()[1], 0, grads=with_grads(k2_weight=2.0)),
        "only grads['2.weight'] is wrong; '2.bias' of the same layer is right",
        "look at how layer 2 (Dense) makes this gradient",
        kind="a gradient differs",
    )


def test_parameters_that_stay_are_named() -> None:
    """None of them, or one."""
    start, run = make_run()
    assert_blamed(
        changed(run, 0, params=start),
        "no parameter has changed in this step",
        "model.params[key][...]",
        kind="a parameter differs",
    )
    stuck = dict(run[0].params) | {"2.bias": start["2.bias"]}
    assert_blamed(
        changed(run, 0, params=stuck),
        "step 1: params['2.bias'], of layer 2 (Dense)",
        "'2.bias' has not changed",
        kind="a parameter differs",
    )


def test_a_first_update_is_blamed_with_its_factor_and_a_later_one_as_memory() -> None:
    """What an optimizer remembers does not show in its first step."""
    start, run = make_run()
    double = {key: start[key] + 2 * (value - start[key]) for key, value in run[0].params.items()}
    assert_blamed(
        changed(run, 0, params=double),
        "the first update is not: it is 2 times",
        "optimizer",
        kind="a parameter differs",
    )
    later = {key: value + 0.01 for key, value in run[2].params.items()}
    assert_blamed(
        changed(run, 2, params=later),
        "step 3",
        "the first 2 updates are right, and update 3 is not",
        "remembers",
        kind="a parameter differs",
    )
    some = dict(run[1].params) | {"0.bias": run[1].params["0.bias"] + 0.01}
    assert_blamed(
        changed(run, 1, params=some),
        "only '0.bias' are wrong: 1 of 6 parameters",
        "for all keys",
        kind="a parameter differs",
    )


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "wrong type"),
        (np.zeros((9, 9)), "wrong shape"),
        (np.zeros(4, np.float32), "wrong dtype"),
        (np.full(4, np.nan), "values that are not finite"),
    ],
)
def test_what_is_no_array_of_numbers_is_said_in_the_usual_words(value: Any, kind: str) -> None:
    """Type, shape, dtype, what is not finite, in parameters and in gradients."""
    run = make_run()[1]
    assert_blamed(
        changed(run, 1, params=dict(run[1].params) | {"2.bias": value}), "step 2: params['2.bias']", kind=kind
    )
    assert_blamed(
        changed(run, 1, grads=dict(run[1].grads or {}) | {"2.bias": value}), "step 2: grads['2.bias']", kind=kind
    )


def test_other_keys_are_said() -> None:
    """A parameter that is missing, and one too many."""
    run = make_run()[1]
    fewer = {key: value for key, value in run[0].params.items() if key != "0.bias"}
    assert_blamed(changed(run, 0, params=fewer), "add '0.bias'", kind="wrong keys")
    assert_blamed(
        changed(run, 0, grads=dict(run[0].grads or {}) | {"5.bias": np.zeros(1)}),
        "take out '5.bias'",
        kind="wrong keys",
    )


@pytest.mark.parametrize("size", [1e-5, 1e-3])
@pytest.mark.parametrize("key", SHAPES)
def test_the_smallest_fault_is_found(key: str, size: float) -> None:
    """One entry of one tensor, off by a hundred-thousandth of the largest change."""
    start, run = make_run()
    value = run[2].params[key].copy()
    value.flat[-1] += size * float(np.max(np.abs(run[2].params[key] - start[key])))
    assert_blamed(
        changed(run, 2, params=dict(run[2].params) | {key: value}), f"params['{key}']", kind="a parameter differs"
    )
