"""Checks of backpropagation: outputs and every gradient against PyTorch, what layers keep and share, steps, norms."""

import math
from itertools import pairwise

import numpy as np
import pytest

from dlgrade.compare import (
    assert_gradients,
    assert_keys,
    assert_matches,
    assert_no_warnings,
    assert_parameters,
    assert_rejects,
    assert_untouched,
)

SIZES = [(1, 2, 3), (2, 1, 4), (5, 3, 1), (1, 1, 2), (7, 6, 11)]  # batch, inputs, units
SHAPES = [(4,), (1, 5), (6, 1), (2, 1, 3), (2, 3, 5, 2)]
STACKS = [(4, [3, 2]), (1, [2, 5, 3]), (3, [4, 1, 2, 6]), (2, [5, 3, 4, 2, 6, 3])]  # batch, sizes
DEEP = [4, 3, 5, 4, 6, 5, 3, 4, 6, 4, 5, 3, 2]  # twelve dense layers
EXTREMES = np.array([[1000.0, -1000, 3], [-1e30, 1e30, -2], [0.5, -745, 745]])
SLIDES = [np.array(w) for w in ([[1.0, -2], [-1, 1]], [[2.0, -1], [-2, -1]], [[3.0, -1]])]


def _generator(rng):
    """Return a generator that may cross: the check's own would tell the inputs to come."""
    return np.random.default_rng(int(rng.integers(2**32)))


def _away_from_zero(rng, shape, low=0.5, high=1.5):
    """Draw numbers of either sign that are not small."""
    return rng.uniform(low, high, size=shape) * rng.choice([-1.0, 1.0], size=shape)


# Dense


def _dense(student, rng, size):
    """Return a new Dense, an input, an upstream gradient, and the params written into the layer."""
    batch, inputs, outputs = size
    layer = student.Dense(inputs, outputs, _generator(rng))
    params = {"weight": rng.normal(size=(outputs, inputs)), "bias": _away_from_zero(rng, outputs)}
    layer.write_params(params)
    return layer, rng.normal(size=(batch, inputs)), rng.normal(size=(batch, outputs)), params


def _judge_dense(layer, reference, x, dout, params, *, dx):
    """Compare all that backward gave with what autograd finds."""
    expected = reference.dense.backward(dout, x, *params.values())
    assert_matches(dx, expected[0], name="dx")
    assert_gradients(layer, dict(zip(params, expected[1:], strict=True)))


@pytest.mark.points(1, task="Dense")
def test_dense_holds_a_weight_and_a_bias(student, rng):
    """params holds weight (out_features, in_features) and bias (out_features,), both float64, and the bias is 0."""
    for inputs, outputs in ((3, 5), (4, 1)):
        layer = student.Dense(inputs, outputs, _generator(rng))
        assert_parameters(layer, {"weight": (outputs, inputs), "bias": (outputs,)})
        assert_matches(layer.params["bias"], np.zeros(outputs), name="params['bias']")


@pytest.mark.points(1, task="Dense")
def test_dense_draws_xavier_uniform_weights(student, rng):
    """New weights are uniform between -bound and bound, where bound is sqrt(6 / (in_features + out_features)).

    False alarm: below 1e-10. Of 2,100 numbers u, uniform in (-1, 1), no |u| is above 0.97 with probability
    0.97^2100 = 2e-28. By Bernstein's inequality the mean of u^2, of variance 4/45 each, is off by 0.05 with 3e-11 at
    most, and the mean of u, of variance 1/3 each, by 0.12 with 1e-17.
    """
    weight, bound = student.Dense(70, 30, _generator(rng)).params["weight"], math.sqrt(6 / 100)
    assert np.shape(weight) == (30, 70), f"the weight of Dense(70, 30) has shape {np.shape(weight)}"
    u = weight / bound
    assert np.abs(u).max() < 1 + 1e-9, f"a weight of Dense(70, 30) is {np.abs(weight).max():.3g}: bound is {bound:.3g}"
    assert np.abs(u).max() > 0.97, (
        f"no weight of Dense(70, 30) comes near bound, {bound:.3g}, neither above nor below 0"
    )
    assert abs(u.mean()) < 0.12, "the weights are not spread evenly about 0"
    assert abs(np.mean(u**2) - 1 / 3) < 0.05, "the weights are not spread evenly between -bound and bound"
    assert len(np.unique(weight)) > 2000, "many weights are equal: draw each one"


@pytest.mark.points(1, task="Dense")
def test_dense_draws_from_its_generator(student, rng):
    """Another generator gives other weights, and an equal one the same weights, in a new process too."""
    seed = int(rng.integers(2**32))
    found = []
    for more in (1, 0, 0):
        student.fresh()
        found.append(student.Dense(3, 5, np.random.default_rng(seed + more)).params["weight"])
    assert not np.array_equal(found[0], found[1]), "two generators give the same weights: they do not come from rng"
    assert_matches(found[2], found[1], name="params['weight'] from an equal generator")


@pytest.mark.points(1, task="Dense")
def test_dense_of_the_readme(student, reference):
    """With weight ((1, -2)) and bias (3), x = (5, 1) gives 6; dout = (10) gives dx (10, -20) and dweight (50, 10)."""
    layer = student.Dense(2, 1, np.random.default_rng(0))
    params = {"weight": np.array([[1.0, -2]]), "bias": np.array([3.0])}
    layer.write_params(params)
    x, dout = np.array([[5.0, 1]]), np.array([[10.0]])
    assert_matches(layer.forward(x), reference.dense(x, *params.values()), name="forward(x)")
    dx = layer.backward(dout)
    _judge_dense(layer, reference, x, dout, params, dx=dx)


@pytest.mark.points(2, task="Dense")
def test_dense_forward_is_the_weighted_sums(student, reference, rng):
    """forward(x) is x @ weight.T + bias, with what has been written into the arrays of params, each time anew."""
    layer, x, _, params = _dense(student, rng, (4, 3, 5))
    for _ in range(2):
        assert_matches(layer.forward(x), reference.dense(x, *params.values()), name="forward(x)")
        params = {key: rng.normal(size=value.shape) for key, value in params.items()}
        layer.write_params(params)


@pytest.mark.points(2, task="Dense")
def test_dense_backward_returns_dx(student, reference, rng):
    """backward(dout) returns the gradient with respect to x."""
    layer, x, dout, params = _dense(student, rng, (4, 3, 5))
    layer.forward(x)
    assert_matches(layer.backward(dout), reference.dense.backward(dout, x, *params.values(), wrt=[0]), name="dx")


@pytest.mark.points(2, task="Dense")
def test_dense_backward_fills_the_weight_gradient(student, reference, rng):
    """backward(dout) sets grads["weight"], of the weight's shape, to the sum over the batch."""
    layer, x, dout, params = _dense(student, rng, (4, 3, 5))
    layer.forward(x)
    layer.backward(dout)
    assert_gradients(layer, {"weight": reference.dense.backward(dout, x, *params.values(), wrt=[1])})


@pytest.mark.points(1, task="Dense")
def test_dense_backward_fills_the_bias_gradient(student, reference, rng):
    """backward(dout) sets grads["bias"], of the bias's shape, to the sum over the batch."""
    layer, x, dout, params = _dense(student, rng, (4, 3, 5))
    layer.forward(x)
    layer.backward(dout)
    assert_gradients(layer, {"bias": reference.dense.backward(dout, x, *params.values(), wrt=[2])})
    assert_keys(layer.grads, params, name="grads")


@pytest.mark.points(1, task="Dense")
@pytest.mark.needs("test_dense_backward_fills_the_weight_gradient")
def test_dense_backward_belongs_to_the_latest_forward(student, reference, rng):
    """After two forwards backward is about the second, and as often as it is called: gradients do not add up."""
    layer, x, dout, params = _dense(student, rng, (4, 3, 5))
    layer.forward(rng.normal(size=(2, 3)))
    layer.forward(x)
    layer.backward(rng.normal(size=dout.shape))
    dx = layer.backward(dout)
    _judge_dense(layer, reference, x, dout, params, dx=dx)


@pytest.mark.points(1, task="Dense")
@pytest.mark.needs("test_dense_backward_fills_the_weight_gradient")
def test_dense_shares_nothing_with_another(student, reference, rng):
    """Of two layers side by side each has its own params, input and gradients."""
    first, second = _dense(student, rng, (4, 3, 5)), _dense(student, rng, (4, 3, 5))
    for layer, x, _, params in (first, second):
        assert_matches(layer.forward(x), reference.dense(x, *params.values()), name="forward(x)")
    results = [layer.backward(dout) for layer, _, dout, _ in (first, second)]
    for (layer, x, dout, params), dx in zip((first, second), results, strict=True):
        _judge_dense(layer, reference, x, dout, params, dx=dx)


@pytest.mark.points(1, task="Dense")
def test_dense_takes_lists_and_integers(student, reference, rng):
    """Lists and integers, unsigned ones too, count as float64, in forward and in backward."""
    layer, x, dout, params = _dense(student, rng, (2, 3, 5))
    x, dout = rng.integers(100, 200, size=x.shape), rng.integers(100, 200, size=dout.shape)
    wide = x.astype(float), dout.astype(float)
    for taken in ((x.tolist(), dout.tolist()), (x.astype(np.uint8), dout.astype(np.uint8))):
        assert_matches(layer.forward(taken[0]), reference.dense(wide[0], *params.values()), name="forward(x)")
        dx = layer.backward(taken[1])
        _judge_dense(layer, reference, *wide, params, dx=dx)


@pytest.mark.points(1, task="Dense")
def test_dense_leaves_its_arguments_alone(student, reference, rng):
    """forward and backward never modify their arguments, however these lie in memory."""
    layer, x, dout, params = _dense(student, rng, (4, 3, 5))
    x, dout = np.repeat(x, 2, axis=0)[::2], np.asfortranarray(dout)
    call = layer.forward.observe_frozen(x)
    assert_untouched(call)
    assert_matches(call.value, reference.dense(x, *params.values()), name="forward(x)")
    call = layer.backward.observe_frozen(dout)
    assert_untouched(call)
    _judge_dense(layer, reference, x, dout, params, dx=call.value)


@pytest.mark.points(1, task="Dense")
def test_dense_rejects_inputs_that_do_not_fit(student, rng):
    """An x with more or fewer columns than in_features is a ValueError: one column is not broadcast."""
    for columns in (2, 1, 6):
        layer, *_ = _dense(student, rng, (4, 3, 5))
        assert_rejects(layer.forward.observe(np.ones((4, columns))), "x")


@pytest.mark.points(2, task="Dense")
@pytest.mark.hidden
def test_dense_of_any_size(student, reference, rng):
    """Output and gradients are right for any number of examples, inputs and units, one of each included."""
    for size in SIZES:
        layer, x, dout, params = _dense(student, rng, size)
        assert_matches(layer.forward(x), reference.dense(x, *params.values()), name="forward(x)")
        dx = layer.backward(dout)
        _judge_dense(layer, reference, x, dout, params, dx=dx)


# Sigmoid, Tanh, ReLU


def each_activation(points):
    """Make one check of a task for every activation."""
    names = ("Sigmoid", "Tanh", "ReLU")
    return pytest.mark.parametrize("task", [pytest.param(n, marks=pytest.mark.points(points, task=n)) for n in names])


def _judge_activation(layer, reference, x, dout, task, *, given=None):
    """Compare forward and backward with PyTorch's; x and dout may be given in another form."""
    assert_matches(
        layer.forward(x if given is None else given[0]), reference.activation(x, name=task), name="forward(x)"
    )
    dx = layer.backward(dout if given is None else given[1])
    assert_matches(dx, reference.activation.backward(dout, x, name=task), name="dx")


@each_activation(1)
def test_activation_forward_is_its_formula(student, reference, rng, task):
    """forward(x) is the layer's formula, entry by entry."""
    x = _away_from_zero(rng, (3, 5), 0.1, 3)
    assert_matches(getattr(student, task)().forward(x), reference.activation(x, name=task), name="forward(x)")


@each_activation(2)
def test_activation_backward_is_the_chain_rule(student, reference, rng, task):
    """backward(dout) is dout times the slope at x, entry by entry."""
    layer, x, dout = getattr(student, task)(), _away_from_zero(rng, (3, 5), 0.1, 3), rng.normal(size=(3, 5))
    layer.forward(x)
    assert_matches(layer.backward(dout), reference.activation.backward(dout, x, name=task), name="dx")


@each_activation(1)
def test_activation_has_nothing_to_train(student, task):
    """params and grads are empty dicts, after backward, too."""
    layer = getattr(student, task)()
    assert_keys(layer.params, [], name="params")
    layer.forward(np.ones((2, 3)))
    layer.backward(np.ones((2, 3)))
    assert_keys(layer.params, [], name="params")
    assert_keys(layer.grads, [], name="grads")


@pytest.mark.points(1, task="ReLU")
def test_relu_passes_nothing_at_zero(student, reference, rng):
    """Where x is 0 the gradient is 0."""
    x, dout = np.array([[0.0, 2, -3, -0.0], [-1, 0, 0, 1]]), _away_from_zero(rng, (2, 4))
    _judge_activation(student.ReLU(), reference, x, dout, "ReLU")


@each_activation(1)
def test_activation_of_extremes_is_right_and_silent(student, reference, rng, task):
    """Numbers like -1000 and 1e30 give the right output and gradient, and no warning."""
    layer, x, dout = getattr(student, task)(), EXTREMES, _away_from_zero(rng, (3, 3))
    call = layer.forward.observe(x)
    assert_no_warnings(call)
    for row in range(3):
        name = f"row {row} of forward(x)"
        assert_matches(call.value[row], reference.activation(x, name=task)[row], name=name)
    call = layer.backward.observe(dout)
    assert_no_warnings(call)
    assert_matches(call.value, reference.activation.backward(dout, x, name=task), name="dx")


@each_activation(1)
def test_activation_takes_lists_and_integers(student, reference, rng, task):
    """Lists and integers, unsigned ones too, count as float64, in forward and in backward."""
    layer, dout = getattr(student, task)(), rng.integers(100, 200, size=(2, 3))
    signed, unsigned = np.array([[1, -2, 3], [-1, 2, -3]]), np.array([[1, 2, 3], [200, 0, 1]], dtype=np.uint8)
    for x, given in ((signed, (signed.tolist(), dout.tolist())), (unsigned, (unsigned, dout.astype(np.uint8)))):
        _judge_activation(layer, reference, x.astype(float), dout.astype(float), task, given=given)


@each_activation(1)
def test_activation_leaves_its_arguments_alone(student, reference, rng, task):
    """forward and backward never modify their arguments, however these lie in memory."""
    layer, x, dout = (
        getattr(student, task)(),
        _away_from_zero(rng, (5, 6)).T[::2],
        _away_from_zero(rng, (3, 10))[:, ::2],
    )
    call = layer.forward.observe_frozen(x)
    assert_untouched(call)
    assert_matches(call.value, reference.activation(x, name=task), name="forward(x)")
    call = layer.backward.observe_frozen(dout)
    assert_untouched(call)
    assert_matches(call.value, reference.activation.backward(dout, x, name=task), name="dx")


@each_activation(1)
def test_activation_backward_belongs_to_its_latest_forward(student, reference, rng, task):
    """backward is about the layer's own latest forward, not an earlier one or another layer's, however often called."""
    layer, other = getattr(student, task)(), getattr(student, task)()
    early, x, elsewhere, dout = _away_from_zero(rng, (4, 3, 5), 0.3, 2)
    layer.forward(early)
    layer.forward(x)
    other.forward(elsewhere)
    for name in ("dx", "dx, asked again"):
        assert_matches(layer.backward(dout), reference.activation.backward(dout, x, name=task), name=name)


@each_activation(1)
@pytest.mark.hidden
def test_activation_of_any_shape(student, reference, rng, task):
    """Output and gradient are right for arrays with any number of axes."""
    for shape in SHAPES:
        x, dout = _away_from_zero(rng, shape, 0.1, 3), rng.normal(size=shape)
        _judge_activation(getattr(student, task)(), reference, x, dout, task)


# MLP


def _params(rng, sizes, scale=1.0):
    """Draw the parameters of a network; a scale of 1 leaves a signal about as large as it was."""
    params = {}
    for place, (before, after) in enumerate(pairwise(sizes)):
        params[f"{place}.weight"] = scale * rng.normal(size=(after, before)) / math.sqrt(before)
        params[f"{place}.bias"] = scale * _away_from_zero(rng, after, 0.2, 0.6)
    return params


def _mlp(student, rng, sizes, activation=None, **more):
    """Return a new MLP and the parameters written into it; its activation is the probes' unless another is named."""
    cls = getattr(student, activation) if activation else student.probes.Wave
    model, params = student.MLP(sizes, cls, _generator(rng)), _params(rng, sizes, **more)
    model.write_params(params)
    return model, params


def _batch(rng, batch, sizes):
    return rng.normal(size=(batch, sizes[0])), rng.normal(size=(batch, sizes[-1]))


def _judge_mlp(model, reference, x, dout, params, *, dx):
    """Compare all that backward gave with what autograd finds."""
    expected, gradients = reference.mlp.backward(dout, x, params, name="Wave")
    assert_matches(dx, expected, name="dx")
    assert_gradients(model, gradients)


@pytest.mark.points(1, task="MLP")
def test_mlp_of_the_slides_holds_three_layers(student, rng):
    """MLP([784, 500, 500, 10], Sigmoid, rng) has the keys 0.weight (500, 784), 0.bias (500,), ..., 2.bias (10,)."""
    sizes = [784, 500, 500, 10]
    expected = {}
    for place, (before, after) in enumerate(pairwise(sizes)):
        expected |= {f"{place}.weight": [after, before], f"{place}.bias": [after]}
    shapes = student.probes.built(student.MLP, sizes, student.Sigmoid, _generator(rng))
    assert_keys(shapes, expected, name="params")
    for key, shape in expected.items():
        assert shapes[key] == shape, f"params[{key!r}]: expected shape {tuple(shape)}, got {tuple(shapes[key])}"


@pytest.mark.points(1, task="MLP")
@pytest.mark.needs("test_dense_draws_xavier_uniform_weights", "test_dense_draws_from_its_generator")
def test_mlp_draws_every_layer_anew(student, rng):
    """Each layer begins as a Dense does, with weights of its own from rng and a bias of 0.

    False alarm: below 1e-25. Of 600 or more uniform weights none is above 0.9 bound with probability 0.9^600 = 4e-28.
    """
    sizes, seed = [40, 30, 30, 30, 20], int(rng.integers(2**32))
    found = []
    for more in (1, 0):
        student.fresh()
        found.append(student.MLP(sizes, student.probes.Wave, np.random.default_rng(seed + more)).params)
    assert not np.array_equal(found[0]["0.weight"], found[1]["0.weight"]), "two generators give the same weights"
    for place, (before, after) in enumerate(pairwise(sizes)):
        bound, largest = math.sqrt(6 / (before + after)), np.abs(found[0][f"{place}.weight"]).max()
        assert 0.9 * bound < largest <= bound * (1 + 1e-9), (
            f"layer {place} is drawn otherwise than a Dense of its sizes"
        )
        assert_matches(found[0][f"{place}.bias"], np.zeros(after), name=f"params['{place}.bias']")
    assert not np.array_equal(found[0]["1.weight"], found[0]["2.weight"]), "two layers have the same weights"


@pytest.mark.points(1, task="MLP")
def test_mlp_has_a_new_activation_after_every_layer_but_the_last(student, rng):
    """Of four dense layers the first three are followed by an activation, each by one of its own."""
    sizes = [3, 5, 4, 6, 2]
    trace = student.probes.activations_used(student.MLP, sizes, rng.normal(size=(7, 3)), _generator(rng))
    shapes = [tuple(shape) for _, shape in trace]
    wanted = [(7, size) for size in sizes[1:-1]]
    assert shapes == wanted, f"with sizes {sizes} activations should get shapes {wanted}, and got {shapes}"
    assert len({which for which, _ in trace}) == 3, "one activation serves several layers: make a new one for each"


@pytest.mark.points(2, task="MLP")
@pytest.mark.needs("test_dense_forward_is_the_weighted_sums")
def test_mlp_forward_goes_through_all_layers(student, reference, rng):
    """forward(x) is dense, activation, dense, ..., dense, with what has been written into the arrays of params."""
    sizes = [3, 5, 4, 2]
    model, params = _mlp(student, rng, sizes)
    x, _ = _batch(rng, 6, sizes)
    for _ in range(2):
        assert_matches(model.forward(x), reference.mlp(x, params, name="Wave"), name="forward(x)")
        params = _params(rng, sizes)
        model.write_params(params)


@pytest.mark.points(2, task="MLP")
@pytest.mark.needs("test_dense_backward_returns_dx")
def test_mlp_backward_returns_dx(student, reference, rng):
    """backward(dout) returns the gradient with respect to x."""
    sizes = [3, 5, 4, 2]
    (model, params), (x, dout) = _mlp(student, rng, sizes), _batch(rng, 6, sizes)
    model.forward(x)
    assert_matches(model.backward(dout), reference.mlp.backward(dout, x, params, name="Wave")[0], name="dx")


@pytest.mark.points(2, task="MLP")
@pytest.mark.needs("test_dense_backward_returns_dx", "test_dense_backward_fills_the_weight_gradient")
def test_mlp_backward_fills_the_weight_gradients(student, reference, rng):
    """backward(dout) sets the gradient of every weight, under the weight's key."""
    sizes = [3, 5, 4, 2]
    (model, params), (x, dout) = _mlp(student, rng, sizes), _batch(rng, 6, sizes)
    model.forward(x)
    model.backward(dout)
    gradients = reference.mlp.backward(dout, x, params, name="Wave")[1]
    assert_gradients(model, {key: value for key, value in gradients.items() if key.endswith("weight")})
    assert_keys(model.grads, params, name="grads")


@pytest.mark.points(1, task="MLP")
@pytest.mark.needs("test_dense_backward_returns_dx", "test_dense_backward_fills_the_bias_gradient")
def test_mlp_backward_fills_the_bias_gradients(student, reference, rng):
    """backward(dout) sets the gradient of every bias, under the bias's key."""
    sizes = [3, 5, 4, 2]
    (model, params), (x, dout) = _mlp(student, rng, sizes), _batch(rng, 6, sizes)
    model.forward(x)
    model.backward(dout)
    gradients = reference.mlp.backward(dout, x, params, name="Wave")[1]
    assert_gradients(model, {key: value for key, value in gradients.items() if key.endswith("bias")})


@pytest.mark.points(1, task="MLP")
@pytest.mark.needs("test_dense_backward_belongs_to_the_latest_forward", "test_mlp_backward_fills_the_weight_gradients")
def test_mlp_backward_belongs_to_the_latest_forward(student, reference, rng):
    """After two forwards backward is about the second, and as often as it is called: gradients do not add up."""
    sizes = [3, 5, 4, 2]
    (model, params), (x, dout) = _mlp(student, rng, sizes), _batch(rng, 6, sizes)
    model.forward(rng.normal(size=(2, 3)))
    model.forward(x)
    model.backward(rng.normal(size=dout.shape))
    dx = model.backward(dout)
    _judge_mlp(model, reference, x, dout, params, dx=dx)


@pytest.mark.points(1, task="MLP")
@pytest.mark.needs("test_dense_shares_nothing_with_another", "test_mlp_backward_fills_the_weight_gradients")
def test_mlp_shares_nothing_with_another(student, reference, rng):
    """Of two networks side by side each has its own layers, params and gradients, also where their sizes differ."""
    models = [(*_mlp(student, rng, sizes), *_batch(rng, 6, sizes)) for sizes in ([3, 5, 4, 2], [3, 4, 2])]
    for model, params, x, _ in models:
        assert_matches(model.forward(x), reference.mlp(x, params, name="Wave"), name="forward(x)")
    results = [model.backward(dout) for model, _, _, dout in models]
    for (model, params, x, dout), dx in zip(models, results, strict=True):
        _judge_mlp(model, reference, x, dout, params, dx=dx)


@pytest.mark.points(1, task="MLP")
@pytest.mark.needs("test_dense_takes_lists_and_integers", "test_dense_leaves_its_arguments_alone")
def test_mlp_takes_lists_and_leaves_its_arguments_alone(student, reference, rng):
    """x and dout may be lists; arrays, and the list of sizes, are never modified."""
    sizes = [3, 5, 4, 2]
    assert_untouched(student.MLP.observe(list(sizes), student.probes.Wave, _generator(rng)))
    (model, params), (x, dout) = _mlp(student, rng, sizes), (np.round(2 * values) for values in _batch(rng, 6, sizes))
    model.forward(x.astype(int).tolist())
    dx = model.backward(dout.astype(int).tolist())
    _judge_mlp(model, reference, x, dout, params, dx=dx)
    call = model.forward.observe_frozen(x)
    assert_untouched(call)
    assert_matches(call.value, reference.mlp(x, params, name="Wave"), name="forward(x)")
    assert_untouched(model.backward.observe_frozen(dout))


@pytest.mark.points(2, task="MLP")
@pytest.mark.hidden
@pytest.mark.needs("test_dense_of_any_size")
def test_mlp_of_any_size(student, reference, rng):
    """Output and gradients are right for any number of layers, from a single dense layer on."""
    for batch, sizes in STACKS:
        (model, params), (x, dout) = _mlp(student, rng, sizes), _batch(rng, batch, sizes)
        assert_matches(model.forward(x), reference.mlp(x, params, name="Wave"), name="forward(x)")
        dx = model.backward(dout)
        _judge_mlp(model, reference, x, dout, params, dx=dx)


@pytest.mark.points(1, task="MLP")
@pytest.mark.hidden
@pytest.mark.needs("test_mlp_backward_fills_the_weight_gradients")
@pytest.mark.needs("test_activation_backward_belongs_to_its_latest_forward")
def test_mlp_works_with_your_own_activations(student, reference, rng):
    """Output and gradients are right with Sigmoid, Tanh and ReLU between the dense layers."""
    sizes = [3, 7, 6, 2]
    for name in ("Sigmoid", "Tanh", "ReLU"):
        (model, params), (x, dout) = _mlp(student, rng, sizes, name), _batch(rng, 5, sizes)
        assert_matches(model.forward(x), reference.mlp(x, params, name=name), name="forward(x)")
        dx, (expected, gradients) = model.backward(dout), reference.mlp.backward(dout, x, params, name=name)
        assert_matches(dx, expected, name="dx")
        assert_gradients(model, gradients)


# path_gradient


def _network(rng):
    """Draw an input, weights away from 0, and a target that is far from the output."""
    x, weights = _away_from_zero(rng, 2), [_away_from_zero(rng, shape) for shape in ((2, 2), (2, 2), (1, 2))]
    return x, weights, float(np.sum(np.abs(weights[2])) + rng.uniform(1, 2)) * float(rng.choice([-1, 1]))


def _judge_path(student, reference, x, weights, y, *, given=None, **how):
    expected = reference.path_loss.backward(1.0, weights[0], x, *weights[1:], y, wrt=[0])[0, 0]
    call = student.path_gradient.observe(*((x, weights, y) if given is None else given))
    assert_no_warnings(call)
    assert_matches(call.value, expected, name="dL/dw1_11", **how)


@pytest.mark.points(1, task="path_gradient")
def test_path_gradient_of_the_readme(student, reference):
    """For x = (2, 1), y = 1 and the weights of the README, dL/dw1_11 is 0.668."""
    _judge_path(student, reference, np.array([2.0, 1]), SLIDES, 1.0)


@pytest.mark.points(3, task="path_gradient")
def test_path_gradient_is_what_autograd_finds(student, reference, rng):
    """path_gradient(x, weights, y) is the gradient of the loss with respect to w1_11, both paths included."""
    _judge_path(student, reference, *_network(rng))


@pytest.mark.points(1, task="path_gradient")
def test_path_gradient_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64."""
    x, y = np.array([1, 2]), 9
    weights = [np.array(weight) for weight in ([[2, 1], [1, 3]], [[3, 1], [5, 2]], [[100, 60]])]
    wide = x.astype(float), [weight.astype(float) for weight in weights], float(y)
    lists = x.tolist(), [weight.tolist() for weight in weights], y
    unsigned = x.astype(np.uint8), [weight.astype(np.uint8) for weight in weights], np.uint8(y)
    for given in (lists, unsigned):
        _judge_path(student, reference, *wide, given=given)


@pytest.mark.points(1, task="path_gradient")
def test_path_gradient_of_extremes_is_right_and_silent(student, reference, rng):
    """Inputs of ±1000 and ±1e30, where the sigmoids are flat, give no warning."""
    for size in (1e3, -1e3, 1e30, -1e30):
        x, weights, y = _network(rng)
        _judge_path(student, reference, x * size, weights, y, scale=1.0)


@pytest.mark.points(1, task="path_gradient")
def test_path_gradient_leaves_its_arguments_alone(student, rng):
    """path_gradient never modifies its arguments."""
    x, weights, y = _network(rng)
    assert_untouched(student.path_gradient.observe_frozen(x[::-1], [weight.T.copy().T for weight in weights], y))
    assert_untouched(student.path_gradient.observe(x, weights, y))


@pytest.mark.points(2, task="path_gradient")
@pytest.mark.hidden
def test_path_gradient_of_any_network(student, reference, rng):
    """It is right for every network, in float32 too, and 0 where the error, x_1 or both paths are 0."""
    for case in ("as drawn", "as drawn", "float32", "x_1", "paths", "one path"):
        x, weights, y = _network(rng)
        if case == "float32":
            x, weights = x.astype(np.float32), [weight.astype(np.float32) for weight in weights]
        if case == "x_1":
            x[0] = 0.0
        if case == "paths":
            weights[1][:, 0] = 0.0
        if case == "one path":
            weights[2][0, int(rng.integers(2))] = 0.0
        how = {"scale": 1e-3} if case != "float32" else {"dtype": np.float32, "terms": 16, "scale": 1e-1}
        _judge_path(student, reference, x, weights, y, **how)


# train_step


def _recorded(student, rng, shape):
    """Return the probes' model, its parameters, a batch, and what its output should be."""
    scale, shift = _away_from_zero(rng, shape[1:]), _away_from_zero(rng, shape[1:])
    return student.probes.Recorder(scale, shift), (scale, shift), rng.normal(size=shape), rng.normal(size=shape)


def _judge_step(student, reference, model, params, x, y, lr, *, given=None):
    """Compare the loss and the parameters after a step."""
    loss, after = reference.train_scaled(x, y, *params, lr)
    assert_matches(student.train_step(model, *(given or (x, y)), lr), loss, name="loss")
    for key, value in after.items():
        assert_matches(model.params[key], value, name=f"params[{key!r}] after the step")


@pytest.mark.points(1, task="train_step")
def test_step_returns_the_loss_before_it(student, reference, rng):
    """train_step returns half the squared error divided by the batch size, as it was before the step."""
    model, params, x, y = _recorded(student, rng, (4, 3))
    loss, _ = reference.train_scaled(x, y, *params, 0.25)
    assert_matches(student.train_step(model, x, y, 0.25), loss, name="loss")


@pytest.mark.points(2, task="train_step")
def test_step_writes_into_any_model(student, reference, rng):
    """The arrays in params go down by lr times gradient, in place, also where params is a new dict at each look."""
    model, params, x, y = _recorded(student, rng, (4, 3))
    _, after = reference.train_scaled(x, y, *params, 0.25)
    student.train_step(model, x, y, 0.25)
    for key, value in after.items():
        assert_matches(model.params[key], value, name=f"params[{key!r}] after the step")


@pytest.mark.points(1, task="train_step")
def test_step_goes_forward_and_back_once(student, reference, rng):
    """train_step calls forward once, then backward once, with dL/d(output): the error divided by the batch size."""
    model, params, x, y = _recorded(student, rng, (4, 3))
    student.train_step(model, x, y, 0.25)
    calls = model.calls
    assert calls == ["forward", "backward"], f"the model's methods are called in the order {calls}"
    expected = reference.half_squared_error.backward(1.0, reference.scaled(x, *params), y, wrt=[0])
    assert_matches(model.upstream, expected, name="dout that backward got")


@pytest.mark.points(1, task="train_step")
@pytest.mark.needs("test_dense_backward_fills_the_weight_gradient", "test_dense_backward_fills_the_bias_gradient")
def test_step_of_the_docstring(student, reference):
    """Dense with weight 1 and bias 0, x = (1, 2, 3), y = (1, 5, 3), lr = 0.1: loss 1.5, then weight 1.2, bias 0.1."""
    layer, x, y = (
        student.Dense(1, 1, np.random.default_rng(0)),
        np.array([[1.0], [2], [3]]),
        np.array([[1.0], [5], [3]]),
    )
    layer.write_params({"weight": np.ones((1, 1)), "bias": np.zeros(1)})
    losses, places = reference.train_mlp(x, y, {"0.weight": np.ones((1, 1)), "0.bias": np.zeros(1)}, "Wave", 0.1, 1)
    assert_matches(student.train_step(layer, x, y, 0.1), losses[0], name="loss")
    for key in ("weight", "bias"):
        assert_matches(layer.params[key], places[0]["0." + key], name=f"params[{key!r}] after the step")


@pytest.mark.points(2, task="train_step")
@pytest.mark.needs("test_mlp_backward_fills_the_weight_gradients", "test_mlp_backward_fills_the_bias_gradients")
@pytest.mark.needs("test_activation_backward_belongs_to_its_latest_forward")
def test_steps_train_your_network(student, reference, rng):
    """Four steps on one batch lead your MLP along PyTorch's way, loss by loss and weight by weight."""
    sizes = [3, 5, 4, 2]
    model, params = _mlp(student, rng, sizes, "Sigmoid")
    x, y = _batch(rng, 6, sizes)
    losses, places = reference.train_mlp(x, y, params, "Sigmoid", 0.5, 4)
    for step, (loss, place) in enumerate(zip(losses, places, strict=True), start=1):
        assert_matches(student.train_step(model, x, y, 0.5), loss, name=f"loss of step {step}")
        found = model.params
        for key, value in place.items():
            assert_matches(found[key], value, name=f"params[{key!r}] after step {step}")


@pytest.mark.points(1, task="train_step")
def test_step_takes_lists_and_integers(student, reference, rng):
    """x and y may be lists or integers, unsigned ones too."""
    x, y = rng.integers(1, 4, size=(4, 3)), rng.integers(100, 200, size=(4, 3))
    for given in ((x.tolist(), y.tolist()), (x.astype(np.uint8), y.astype(np.uint8))):
        model, params, *_ = _recorded(student, rng, (4, 3))
        _judge_step(student, reference, model, params, x.astype(float), y.astype(float), 0.01, given=given)


@pytest.mark.points(1, task="train_step")
def test_step_leaves_the_data_alone(student, rng):
    """train_step never modifies x and y."""
    model, _, x, y = _recorded(student, rng, (4, 3))
    assert_untouched(student.train_step.observe_frozen(model, x, y, 0.25))
    assert_untouched(student.train_step.observe(model, x, y, 0.25))


@pytest.mark.points(1, task="train_step")
def test_step_rejects_targets_that_do_not_fit(student, rng):
    """A y of another shape than the output is a ValueError: (N,) against (N, 1) is not broadcast in silence."""
    for shape, wrong in (((4, 1), (4,)), ((4, 3), (4, 1)), ((4, 3), (1, 3)), ((4, 3), (3,))):
        model, _, x, _ = _recorded(student, rng, shape)
        assert_rejects(student.train_step.observe(model, x, np.ones(wrong), 0.25), "y")


@pytest.mark.points(2, task="train_step")
@pytest.mark.hidden
def test_step_of_any_batch(student, reference, rng):
    """Loss and step are right for every batch size, learning rate and number of axes."""
    for shape in ((1, 4), (7, 1), (5, 2), (3, 2, 4)):
        model, params, x, y = _recorded(student, rng, shape)
        _judge_step(student, reference, model, params, x, y, float(rng.uniform(0.05, 0.2)))


# gradient_norms


def _judge_norms(actual, reference, x, dout, params, name):
    """Compare norms one by one, since they differ by many orders of magnitude."""
    gradients = reference.mlp.backward(dout, x, params, name=name)[1]
    expected = [np.linalg.norm(gradients[f"{place}.weight"]) for place in range(len(params) // 2)]
    listed = isinstance(actual, list | tuple) or (isinstance(actual, np.ndarray) and actual.ndim == 1)
    assert listed, "gradient_norms should return a list or a 1-D array"
    assert len(actual) == len(expected), f"there are {len(expected)} dense layers, and {len(actual)} norms"
    for place, (mine, wanted) in enumerate(zip(actual, expected, strict=True)):
        assert_matches(mine, wanted, name=f"norm of layer {place}")


@pytest.mark.points(2, task="gradient_norms")
@pytest.mark.needs("test_mlp_backward_fills_the_weight_gradients")
def test_norms_are_those_of_the_weight_gradients(student, reference, rng):
    """gradient_norms runs the model and returns the Frobenius norm of each weight's gradient, first layer first."""
    sizes = [3, 5, 4, 2]
    (model, params), (x, dout) = _mlp(student, rng, sizes), _batch(rng, 6, sizes)
    _judge_norms(student.gradient_norms(model, x, dout), reference, x, dout, params, "Wave")


@pytest.mark.points(1, task="gradient_norms")
@pytest.mark.needs("test_mlp_backward_fills_the_weight_gradients")
def test_norms_belong_to_the_given_batch(student, reference, rng):
    """After another forward and backward the norms are those of x and dout, and the weights stay as they are."""
    sizes = [3, 5, 4, 2]
    (model, params), (x, dout) = _mlp(student, rng, sizes), _batch(rng, 6, sizes)
    for other_x, other_dout in (_batch(rng, 2, sizes), (x, dout)):
        norms = student.gradient_norms(model, other_x, other_dout)
        _judge_norms(norms, reference, other_x, other_dout, params, "Wave")
    assert_matches(model.params["0.weight"], params["0.weight"], name="params['0.weight'] afterwards")


@pytest.mark.points(1, task="gradient_norms")
@pytest.mark.needs("test_mlp_backward_fills_the_weight_gradients")
def test_norms_of_twelve_layers_are_in_order(student, reference, rng):
    """With twelve dense layers the norms still come from the first to the last, the tenth after the ninth."""
    (model, params), (x, dout) = _mlp(student, rng, DEEP, scale=0.7), _batch(rng, 5, DEEP)
    _judge_norms(student.gradient_norms(model, x, dout), reference, x, dout, params, "Wave")


@pytest.mark.points(1, task="gradient_norms")
@pytest.mark.needs("test_mlp_backward_fills_the_weight_gradients")
@pytest.mark.parametrize(("activation", "scale"), [("Sigmoid", 1.0), ("Tanh", 4.0)], ids=["vanish", "explode"])
@pytest.mark.needs("test_activation_backward_belongs_to_its_latest_forward")
def test_norms_of_ten_hidden_layers(student, reference, rng, activation, scale):
    """Norms are right where gradients vanish, through ten sigmoid layers, or explode, with tanh and large weights."""
    sizes = [6, *[12, 13] * 5, 3]
    (model, params), (x, dout) = _mlp(student, rng, sizes, activation, scale=scale), _batch(rng, 5, sizes)
    _judge_norms(student.gradient_norms(model, x, dout), reference, x, dout, params, activation)


@pytest.mark.points(1, task="gradient_norms")
@pytest.mark.needs("test_mlp_takes_lists_and_leaves_its_arguments_alone")
def test_norms_take_lists_and_leave_arrays_alone(student, reference, rng):
    """x and dout may be lists; arrays are never modified."""
    sizes = [3, 5, 2]
    (model, params), (x, dout) = _mlp(student, rng, sizes), (np.round(2 * values) for values in _batch(rng, 6, sizes))
    norms = student.gradient_norms(model, x.astype(int).tolist(), dout.astype(int).tolist())
    _judge_norms(norms, reference, x, dout, params, "Wave")
    assert_untouched(student.gradient_norms.observe_frozen(model, x, dout))


@pytest.mark.points(1, task="gradient_norms")
@pytest.mark.hidden
@pytest.mark.needs("test_mlp_of_any_size")
def test_norms_of_any_size(student, reference, rng):
    """The norms are right for any number of layers, from a single dense layer on, and any batch size."""
    for batch, sizes in STACKS:
        (model, params), (x, dout) = _mlp(student, rng, sizes), _batch(rng, batch, sizes)
        _judge_norms(student.gradient_norms(model, x, dout), reference, x, dout, params, "Wave")
