"""Checks of neurons and layers: values against PyTorch, extremes, dtypes, purity, bad arguments, no loop over rows."""

import re
from itertools import pairwise

import numpy as np
import pytest

from dlgrade.compare import assert_matches, assert_no_warnings, assert_rejects, assert_untouched
from dlgrade.errors import CheckFailure

SLIDES = [  # the lecture's network, (weight, bias) from the input on
    (np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([1.0, 0.0])),
    (np.array([[2.0, -1.0], [-2.0, -1.0]]), np.array([0.0, 0.0])),
    (np.array([[3.0, -1.0], [-1.0, 4.0]]), np.array([-2.0, 2.0])),
]
EXTREMES = [-1e30, -1000.0, 1000.0, 1e30]
FEW, MANY = 2, 1024  # rows; both are one block of a program that takes 1,024 rows or more at a time
BAD_DENSE = {  # shapes of x, weight and bias, and the arguments of which the message names one
    "x with one axis": ((3,), (5, 3), (5,), ["x"]),
    "x with three axes": ((2, 3, 3), (5, 3), (5,), ["x"]),
    "a weight with one axis": ((4, 3), (3,), (4,), ["weight", "bias"]),
    "a weight for fewer inputs": ((4, 3), (5, 2), (5,), ["weight", "x"]),
    "a column of inputs": ((4, 1), (5, 3), (5,), ["weight", "x"]),
    "a bias for fewer units": ((4, 3), (5, 3), (4,), ["bias"]),
    "a column of biases": ((4, 3), (5, 3), (5, 1), ["bias"]),
    "a column of biases, one for each row": ((4, 3), (5, 3), (4, 1), ["bias"]),
    "one bias for all": ((4, 3), (5, 3), (1,), ["bias"]),
    "a number for a bias": ((4, 3), (5, 3), (), ["bias"]),
}
BAD_STACKS = {  # shapes of weight and bias of each layer; each stack is wrong for 3 inputs, and by itself
    "a layer for more inputs than the one before has units": [((5, 3), (5,)), ((2, 6), (2,))],
    "a layer for one input after one with five units": [((5, 3), (5,)), ((2, 1), (2,))],
    "a bias for fewer units": [((5, 3), (5,)), ((4, 5), (3,))],
    "a column of biases": [((5, 3), (5, 1)), ((2, 5), (2,))],
    "one bias for all": [((5, 3), (5,)), ((2, 5), (1,))],
    "a weight with one axis": [((5, 3), (5,)), ((5,), (5,))],
}


def _stack(rng, *widths, dtype=np.float64):
    """Draw layers from the first width to the last, none of their biases near 0."""
    return [
        (
            rng.normal(size=(after, before)).astype(dtype),
            (rng.uniform(0.5, 1.5, size=after) * rng.choice([-1, 1], size=after)).astype(dtype),
        )
        for before, after in pairwise(widths)
    ]


def _ones(shapes):
    return [(np.ones(weight), np.ones(bias)) for weight, bias in shapes]


def _assert_rejects_naming_one(call, names):
    """Raise CheckFailure unless the call raised a ValueError that names one of several arguments."""
    text = call.error.text if call.error is not None else ""
    assert_rejects(call, naming=next((name for name in names if re.search(rf"\b{name}\b", text)), names[0]))


def _assert_no_loop_over_rows(function, x, *layers):
    """Raise CheckFailure if the work for MANY rows is more than that for FEW by something for every row."""
    function.work(x, *layers)  # the first call may import something
    few, many = function.work(x[:FEW], *layers), function.work(x, *layers)
    if many - few >= (MANY - FEW) / 2:
        raise CheckFailure(
            f"{MANY} rows take {many} steps in Python, {FEW} rows take {few}",
            kind="loops over the rows",
            hint="let one array operation handle all rows: np.vectorize and np.apply_along_axis loop in Python too",
        )


def _assert_layer(actual, expected, **how):
    """Raise CheckFailure unless the pair (weight, bias) is the expected one."""
    if not isinstance(actual, tuple | list) or len(actual) != 2:
        raise CheckFailure(
            "collapse_linear returns something else than the pair (weight, bias)",
            kind="wrong type",
            hint="end with `return weight, bias`",
        )
    for value, right, name in zip(actual, expected, ("weight", "bias"), strict=True):
        assert_matches(value, right, name=name, **how)


@pytest.mark.points(1, task="neuron")
def test_neuron_of_the_slides(student, reference):
    """For x = (1, -1), w = (1, -2) and b = 1 the neuron gives sigmoid(4), which is 0.98."""
    x, w = np.array([1.0, -1.0]), np.array([1.0, -2.0])
    assert_matches(student.neuron(x, w, 1.0), reference.neuron(x, w, 1.0), name="neuron(x, w, b)")


@pytest.mark.points(1, task="neuron")
def test_neuron_is_the_sigmoid_of_the_weighted_sum(student, reference, rng):
    """neuron(x, w, b) is sigmoid(sum(x * w) + b)."""
    x, w, b = rng.normal(size=5), rng.normal(size=5), float(rng.uniform(0.5, 1.5))
    assert_matches(student.neuron(x, w, b), reference.neuron(x, w, b), name="neuron(x, w, b)")


@pytest.mark.points(1, task="neuron")
def test_neuron_of_extremes_is_finite_and_silent(student, reference):
    """neuron is right, and emits no warning, where the sum is ±1000 or ±1e30."""
    for extreme in EXTREMES:
        x, w = np.array([extreme, 0.0]), np.array([1.0, 2.0])
        call = student.neuron.observe(x, w, 0.5)
        assert_no_warnings(call)
        assert_matches(call.value, reference.neuron(x, w, 0.5), name="neuron(x, w, b)")


@pytest.mark.points(1, task="neuron")
def test_neuron_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64."""
    x, w = [1, -2, 3], [2, 1, -1]
    assert_matches(
        student.neuron(x, w, 2),
        reference.neuron(np.array(x, dtype=float), np.array(w, dtype=float), 2.0),
        name="neuron(list, list, 2)",
    )
    x, w = np.array([200, 100], dtype=np.uint8), np.array([3, 1], dtype=np.uint8)
    assert_matches(
        student.neuron(x, w, -699.5),
        reference.neuron(x.astype(float), w.astype(float), -699.5),
        name="neuron(uint8, uint8, b)",
    )


@pytest.mark.points(1, task="neuron")
def test_neuron_leaves_its_arguments_alone(student, reference, rng):
    """neuron never modifies its arguments, however they lie in memory."""
    x, w, b = rng.normal(size=10)[::2], rng.normal(size=(5, 3))[:, 1], 0.75
    call = student.neuron.observe_frozen(x, w, b)
    assert_untouched(call)
    assert_matches(call.value, reference.neuron(x, w, b), name="neuron(x, w, b)")
    assert_untouched(student.neuron.observe(x, w, b))


@pytest.mark.points(1, task="neuron")
def test_neuron_rejects_what_does_not_fit(student):
    """Lengths that differ, a second axis (also (N, 1) against (N,)) and an array for b are ValueErrors."""
    for x, w in (((4,), (3,)), ((1,), (3,)), ((3, 1), (3,)), ((3,), (3, 1)), ((2, 3), (2, 3))):
        _assert_rejects_naming_one(student.neuron.observe(np.ones(x), np.ones(w), 1.0), ["x", "w"])
    assert_rejects(student.neuron.observe(np.ones(3), np.ones(3), np.ones(4)), naming="b")


@pytest.mark.points(1, task="neuron")
@pytest.mark.hidden
@pytest.mark.parametrize("size", [1, 2, 7, 60])
def test_neuron_of_any_size(student, reference, rng, size):
    """neuron is right for any number of inputs, in float64 and in float32."""
    x, w, b = rng.normal(size=size), rng.uniform(-1, 1, size=size) / np.sqrt(size), -float(rng.uniform(0.5, 1.5))
    assert_matches(student.neuron(x, w, b), reference.neuron(x, w, b), name="neuron(x, w, b)")
    x, w = x.astype(np.float32), w.astype(np.float32)
    assert_matches(student.neuron(x, w, b), reference.neuron(x, w, b), name="neuron", dtype=np.float32, terms=size)


@pytest.mark.points(1, task="dense")
def test_dense_of_the_slides(student, reference):
    """For x = (1, -1) the weighted sums of the slides' first layer are 4 and -2."""
    x = np.array([[1.0, -1.0]])
    assert_matches(student.dense(x, *SLIDES[0]), reference.dense(x, *SLIDES[0]), name="dense(x, weight, bias)")


@pytest.mark.points(2, task="dense")
def test_dense_is_the_product_and_the_bias(student, reference, rng):
    """dense(x, weight, bias) is x @ weight.T + bias, one example a row and one unit a column."""
    x, [(weight, bias)] = rng.normal(size=(4, 3)), _stack(rng, 3, 5)
    assert_matches(student.dense(x, weight, bias), reference.dense(x, weight, bias), name="dense(x, weight, bias)")


@pytest.mark.points(1, task="dense")
def test_dense_keeps_a_batch_of_one(student, reference, rng):
    """One row stays a row: a batch of one gives shape (1, out), and one unit gives (batch, 1)."""
    for batch, outputs in ((1, 4), (6, 1), (1, 1)):
        x, [(weight, bias)] = rng.normal(size=(batch, 3)), _stack(rng, 3, outputs)
        assert_matches(student.dense(x, weight, bias), reference.dense(x, weight, bias), name="dense(x, weight, bias)")


@pytest.mark.points(1, task="dense")
def test_dense_of_extremes_is_right_and_silent(student, reference):
    """dense is right, and emits no warning, for inputs of ±1000 and ±1e30."""
    weight, bias = np.array([[1.0, -3.0], [-2.0, 0.5], [0.25, 4.0]]), np.array([1.0, -1.0, 2.0])
    for extreme in EXTREMES:
        x = np.array([[0.0, extreme]])
        call = student.dense.observe(x, weight, bias)
        assert_no_warnings(call)
        assert_matches(call.value, reference.dense(x, weight, bias), name="dense(x, weight, bias)")


@pytest.mark.points(1, task="dense")
def test_dense_keeps_float32(student, reference, rng):
    """float32 in gives float32 out."""
    x, [(weight, bias)] = rng.normal(size=(4, 6)).astype(np.float32), _stack(rng, 6, 5, dtype=np.float32)
    assert_matches(
        student.dense(x, weight, bias), reference.dense(x, weight, bias), name="dense", dtype=np.float32, terms=6
    )


@pytest.mark.points(1, task="dense")
def test_dense_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64."""
    x, weight, bias = [[1, -2, 3], [0, 2, 1]], [[2, 1, -1], [1, 0, 3]], [1, -2]
    arrays = [np.array(values, dtype=float) for values in (x, weight, bias)]
    assert_matches(student.dense(x, weight, bias), reference.dense(*arrays), name="dense(list, list, list)")
    whole = [np.array(values, dtype=np.uint8) for values in ([[200, 100]], [[3, 1], [2, 5], [0, 2]], [7, 0, 250])]
    expected = reference.dense(*[array.astype(float) for array in whole])
    assert_matches(student.dense(*whole), expected, name="dense(uint8, uint8, uint8)")


@pytest.mark.points(1, task="dense")
def test_dense_leaves_its_arguments_alone(student, reference, rng):
    """dense never modifies its arguments, however they lie in memory."""
    x, weight, bias = rng.normal(size=(6, 4)).T[:, ::2], rng.normal(size=(3, 5)).T, rng.normal(size=10)[::-2]
    call = student.dense.observe_frozen(x, weight, bias)
    assert_untouched(call)
    assert_matches(call.value, reference.dense(x, weight, bias), name="dense(x, weight, bias)")
    assert_untouched(student.dense.observe(x, weight, bias))


@pytest.mark.points(0.5, task="dense")
@pytest.mark.parametrize("case", BAD_DENSE)
def test_dense_rejects(student, case):
    """A wrong number of axes and sizes that do not match are ValueErrors; nothing is broadcast in silence."""
    x, weight, bias, names = BAD_DENSE[case]
    _assert_rejects_naming_one(student.dense.observe(np.ones(x), np.ones(weight), np.ones(bias)), names)


@pytest.mark.points(2, task="dense")
@pytest.mark.needs("test_dense_is_the_product_and_the_bias")
def test_dense_is_vectorised(student, rng):
    """The work that dense does in Python does not grow with the number of rows."""
    x, [(weight, bias)] = rng.normal(size=(MANY, 3)), _stack(rng, 3, 5)
    _assert_no_loop_over_rows(student.dense, x, weight, bias)


@pytest.mark.points(1, task="dense")
@pytest.mark.hidden
@pytest.mark.parametrize("sizes", [(1, 1, 2), (2, 1, 3), (7, 2, 5), (3, 8, 1), (70, 17, 9), (2100, 3, 2)], ids=str)
def test_dense_of_any_size(student, reference, rng, sizes):
    """dense is right for any number of rows, inputs and units."""
    batch, inputs, outputs = sizes
    x, [(weight, bias)] = rng.normal(size=(batch, inputs)), _stack(rng, inputs, outputs)
    assert_matches(student.dense(x, weight, bias), reference.dense(x, weight, bias), name="dense(x, weight, bias)")


@pytest.mark.points(1, task="network")
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_network_of_the_slides(student, reference, depth):
    """The slides' layers give (0.98, 0.12), (0.86, 0.11), (0.62, 0.83) for x = (1, -1); (0, 0) ends in (0.51, 0.85)."""
    x, layers = np.array([[1.0, -1.0], [0.0, 0.0]]), SLIDES[:depth]
    assert_matches(student.network(x, layers), reference.network(x, layers), name="network(x, layers)")


@pytest.mark.points(2, task="network")
def test_network_applies_layer_and_sigmoid_in_turn(student, reference, rng):
    """network sends every row through all layers in order, with a sigmoid after each."""
    x, layers = rng.normal(size=(4, 3)), _stack(rng, 3, 5, 2)
    assert_matches(student.network(x, layers), reference.network(x, layers), name="network(x, layers)")


@pytest.mark.points(1, task="network")
def test_network_of_extremes_is_finite_and_silent(student, reference):
    """network is right, and emits no warning, where the sums are ±1000 and ±1e30."""
    x = np.array([[extreme, 0.0] for extreme in EXTREMES])
    layers = [
        (np.array([[1.0, 2.0], [-1.0, 1.0], [1.0, 0.0]]), np.array([1.0, 0.0, -1.0])),
        (np.ones((1, 3)), -np.ones(1)),
    ]
    call = student.network.observe(x, layers)
    assert_no_warnings(call)
    assert_matches(call.value, reference.network(x, layers), name="network(x, layers)")


@pytest.mark.points(1, task="network")
def test_network_keeps_float32(student, reference, rng):
    """float32 in gives float32 out."""
    x, layers = rng.normal(size=(4, 3)).astype(np.float32), _stack(rng, 3, 5, 2, dtype=np.float32)
    assert_matches(student.network(x, layers), reference.network(x, layers), name="network", dtype=np.float32, terms=15)


@pytest.mark.points(1, task="network")
def test_network_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64."""
    x, layers = [[1, -2], [0, 1]], [([[1, 1], [-1, 0], [0, 1]], [1, -1, 0]), ([[2, -1, 1]], [1])]
    arrays = [(np.array(weight, dtype=float), np.array(bias, dtype=float)) for weight, bias in layers]
    assert_matches(
        student.network(x, layers), reference.network(np.array(x, dtype=float), arrays), name="network(lists)"
    )
    x, weight, bias = np.array([[200, 100]], dtype=np.uint8), np.array([[3, 1]], dtype=np.uint8), np.array([-699.5])
    expected = reference.network(x.astype(float), [(weight.astype(float), bias)])
    assert_matches(student.network(x, [(weight, bias)]), expected, name="network(uint8)")


@pytest.mark.points(1, task="network")
def test_network_leaves_its_arguments_alone(student, reference, rng):
    """network never modifies its arguments, neither the arrays, however they lie in memory, nor the list."""
    x = rng.normal(size=(3, 8)).T[::2]
    layers = [(rng.normal(size=(3, 5)).T, rng.normal(size=10)[::-2]), (rng.normal(size=(2, 10))[:, ::2], np.ones(2))]
    call = student.network.observe_frozen(x, layers)
    assert_untouched(call)
    assert_matches(call.value, reference.network(x, layers), name="network(x, layers)")
    assert_untouched(student.network.observe(x, layers))


@pytest.mark.points(1, task="network")
def test_network_rejects_what_does_not_fit(student):
    """An x with one axis, and layers that do not fit x or each other, are ValueErrors."""
    fitting = _ones([((5, 3), (5,)), ((2, 5), (2,))])
    assert_rejects(student.network.observe(np.ones(3), fitting), naming="x")
    names = ["layers", "weight", "bias", "x"]
    _assert_rejects_naming_one(student.network.observe(np.ones((4, 2)), fitting), names)
    for shapes in BAD_STACKS.values():
        _assert_rejects_naming_one(student.network.observe(np.ones((4, 3)), _ones(shapes)), names)


@pytest.mark.points(2, task="network")
@pytest.mark.needs("test_network_applies_layer_and_sigmoid_in_turn")
def test_network_is_vectorised(student, rng):
    """The work that network does in Python does not grow with the number of rows."""
    x, layers = rng.normal(size=(MANY, 3)), _stack(rng, 3, 5, 2)
    _assert_no_loop_over_rows(student.network, x, layers)


@pytest.mark.points(1, task="network")
@pytest.mark.hidden
@pytest.mark.parametrize("sizes", [(1, 2, 3), (3, 1, 4, 2), (1, 4, 6, 5, 1), (9, 2, 3, 4, 3, 2), (2100, 3, 2)], ids=str)
def test_network_of_any_size(student, reference, rng, sizes):
    """network is right for any number of rows and layers of any width."""
    batch, *widths = sizes
    x, layers = rng.normal(size=(batch, widths[0])), _stack(rng, *widths)
    assert_matches(student.network(x, layers), reference.network(x, layers), name="network(x, layers)")


@pytest.mark.points(1, task="collapse_linear")
def test_collapse_of_the_slides(student, reference):
    """The slides' first two layers, without an activation between, are weight ((3, -5), (-1, 3)) and bias (2, -2)."""
    _assert_layer(student.collapse_linear(SLIDES[:2]), reference.collapse_linear(SLIDES[:2]))


@pytest.mark.points(2, task="collapse_linear")
def test_collapse_equals_the_stack(student, reference, rng):
    """The layer found does to every x what the stack does: its weight and bias are the stack's."""
    layers = _stack(rng, 3, 5, 2, 4)
    _assert_layer(student.collapse_linear(layers), reference.collapse_linear(layers))


@pytest.mark.points(1, task="collapse_linear")
def test_collapse_of_one_layer_is_that_layer(student, rng):
    """A stack of one layer gives that layer."""
    layers = _stack(rng, 3, 4)
    _assert_layer(student.collapse_linear(layers), layers[0])


@pytest.mark.points(1, task="collapse_linear")
def test_collapse_of_extremes_is_right_and_silent(student, reference):
    """The layer found is right, and comes without a warning, for entries of ±1000 and ±1e30."""
    second = (np.array([[2.0], [-0.5]]), np.array([3.0, 1.0]))
    for extreme in EXTREMES:
        layers = [(np.array([[extreme, 0.0, 1.0]]), np.array([extreme])), second]
        call = student.collapse_linear.observe(layers)
        assert_no_warnings(call)
        _assert_layer(call.value, reference.collapse_linear(layers))


@pytest.mark.points(1, task="collapse_linear")
def test_collapse_keeps_float32(student, reference, rng):
    """float32 in gives float32 out."""
    layers = _stack(rng, 3, 5, 4, dtype=np.float32)
    _assert_layer(student.collapse_linear(layers), reference.collapse_linear(layers), dtype=np.float32, terms=15)


@pytest.mark.points(1, task="collapse_linear")
def test_collapse_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64."""
    layers = [([[1, 1], [-1, 0], [0, 1]], [1, -1, 0]), ([[2, -1, 1], [0, 3, 1]], [1, -2])]
    arrays = [(np.array(weight, dtype=float), np.array(bias, dtype=float)) for weight, bias in layers]
    _assert_layer(student.collapse_linear(layers), reference.collapse_linear(arrays))
    whole = [(weight.astype(np.uint8), np.array(bias, dtype=np.uint8)) for weight, bias in _large_whole_layers()]
    _assert_layer(student.collapse_linear(whole), reference.collapse_linear(_large_whole_layers()))


def _large_whole_layers():
    """Return layers whose entries fit into 8 bits and whose product does not."""
    return [
        (np.array([[200.0, 3.0], [100.0, 7.0], [9.0, 0.0]]), np.array([250.0, 1.0, 0.0])),
        (np.full((2, 3), 5.0), np.array([90.0, 2.0])),
    ]


@pytest.mark.points(1, task="collapse_linear")
def test_collapse_leaves_its_arguments_alone(student, reference, rng):
    """collapse_linear never modifies its arguments, neither the arrays, however they lie in memory, nor the list."""
    layers = [
        (rng.normal(size=(3, 5)).T, rng.normal(size=10)[::-2]),
        (rng.normal(size=(4, 10))[:, ::2], rng.normal(size=4)),
        (rng.normal(size=(2, 4)), rng.normal(size=2)),
    ]
    call = student.collapse_linear.observe_frozen(layers)
    assert_untouched(call)
    _assert_layer(call.value, reference.collapse_linear(layers))
    assert_untouched(student.collapse_linear.observe(layers))


@pytest.mark.points(0.5, task="collapse_linear")
@pytest.mark.parametrize("case", BAD_STACKS)
def test_collapse_rejects(student, case):
    """Layers that do not fit each other, and biases that do not fit their layer, are ValueErrors."""
    call = student.collapse_linear.observe(_ones(BAD_STACKS[case]))
    _assert_rejects_naming_one(call, ["layers", "weight", "bias"])


@pytest.mark.points(1, task="collapse_linear")
@pytest.mark.hidden
@pytest.mark.parametrize("widths", [(2, 1), (1, 4, 3), (4, 2, 3, 1), (3, 5, 2, 4, 6, 2)], ids=str)
def test_collapse_of_any_depth(student, reference, rng, widths):
    """The layer found is right for stacks of any depth and width."""
    layers = _stack(rng, *widths)
    _assert_layer(student.collapse_linear(layers), reference.collapse_linear(layers))
