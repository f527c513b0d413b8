"""Checks of gradient descent: paths and fits against PyTorch, numerical gradients, batches by their properties."""

import itertools

import numpy as np
import pytest

from dlgrade.compare import assert_matches, assert_no_warnings, assert_rejects, assert_untouched

SHAPES = [(), (1,), (7,), (2, 3), (2, 1, 4)]
STUDENTS = np.array(  # study hours, sleep hours, quiz %, exam %
    [
        [12, 6, 78, 93],
        [22, 6.5, 24, 68],
        [115, 4, 100, 95],
        [31, 9, 67, 75],
        [0, 10, 58, 51],
        [5, 8, 78, 60],
        [92, 6, 82, 89],
        [57, 8, 91, 97],
    ]
)
BAD_DATA = {
    "x with one axis": ((4,), (4,), "x"),
    "x with three axes": ((4, 2, 2), (4,), "x"),
    "a column of targets": ((4, 3), (4, 1), "y"),
    "too few targets": ((4, 3), (3,), "y"),
    "one target for all": ((4, 3), (1,), "y"),
}


def _generator(rng):
    """Return a generator that may cross: the check's own would tell the inputs to come."""
    return np.random.default_rng(int(rng.integers(2**32)))


def _silent(call):
    """Return the value of a call that raised nothing and warned of nothing."""
    assert_no_warnings(call)
    return call.value


def _away_from_zero(rng, shape):
    """Draw numbers of either sign that are not small."""
    return rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1.0, 1.0], size=shape)


# grid_search_cost


def _assert_costs(value, expected):
    assert isinstance(value, tuple | list), "grid_search_cost should return a pair, (combinations, seconds)"
    assert len(value) == 2, f"grid_search_cost should return (combinations, seconds), not {len(value)} values"
    for actual, wanted, name in zip(value, expected, ("combinations", "seconds"), strict=True):
        if type(actual) is int:
            assert abs(actual) < 10**300, f"{name}: expected {wanted:g}, got a number of more than 300 digits"
        assert_matches(float(actual) if type(actual) is int else actual, wanted, name=name)


@pytest.mark.points(1, task="grid_search_cost")
def test_a_small_network_costs_the_age_of_many_universes(student):
    """1000 choices for each of 25 weights are 10^75 combinations: 1.08e58 s at 93e15 operations per second."""
    _assert_costs(_silent(student.grid_search_cost.observe(1000, 25, 93e15)), (1e75, 1e75 / 93e15))
    _assert_costs(_silent(student.grid_search_cost.observe(1000, 25, 93 * 10**15)), (1e75, 1e75 / 93e15))


@pytest.mark.points(1, task="grid_search_cost")
@pytest.mark.hidden
def test_small_grids_cost_parts_of_a_second(student, reference, rng):
    """The cost is right where the combinations are few and the seconds no whole number."""
    choices, weights, flops = int(rng.integers(3, 7)), int(rng.integers(7, 10)), float(rng.uniform(2e8, 5e8))
    expected = reference.grid_search_cost(choices, weights, flops)
    _assert_costs(_silent(student.grid_search_cost.observe(choices, weights, flops)), expected)


# numerical_gradient


def _differences(reference, x, weights, h):
    """Return the central differences of the probe: autograd's gradient, and what a step of h adds to it."""
    return reference.cube_of_sum.backward(1.0, x, weights, wrt=[0]) + weights**3 * h**2


def _assert_gradient(student, reference, rng, x, *, h=None, dtype=np.float64):
    weights = rng.uniform(0.5, 1.5, size=np.shape(x))
    f = student.probes.CubeOfSum(weights)
    value = _silent(student.numerical_gradient.observe(f, x, *([] if h is None else [h])))
    expected = _differences(reference, np.asarray(x, dtype=np.float64), weights, 1e-5 if h is None else h)
    assert_matches(value, expected, name="numerical_gradient(f, x)", dtype=dtype)


@pytest.mark.points(2, task="numerical_gradient")
def test_differences_are_central(student, reference, rng):
    """Each entry is (f(x + h) - f(x - h)) / 2h, with that entry moved by the h that is given, the others in place."""
    _assert_gradient(student, reference, rng, rng.uniform(0.5, 1.5, size=(2, 3)), h=0.5)


@pytest.mark.points(1, task="numerical_gradient")
def test_differences_of_small_steps_are_the_gradient(student, reference, rng):
    """With the h of 1e-5 that it has by itself the result is the gradient that autograd finds."""
    _assert_gradient(student, reference, rng, rng.uniform(0.5, 1.5, size=(3, 2)))


@pytest.mark.points(1, task="numerical_gradient")
def test_differences_keep_float32_and_step_in_float64(student, reference, rng):
    """float32 in gives float32 out, as exact as float32: f is called with float64 copies."""
    x = rng.uniform(0.5, 1.5, size=(3, 4)).astype(np.float32)
    _assert_gradient(student, reference, rng, x, h=1e-3, dtype=np.float32)


@pytest.mark.points(1, task="numerical_gradient")
def test_differences_take_lists_and_integers(student, reference, rng):
    """Lists and integers, unsigned ones too, count as float64."""
    _assert_gradient(student, reference, rng, [[1, 2, 1], [3, 1, 2]], h=0.5)
    _assert_gradient(student, reference, rng, np.array([1, 3, 2, 1], dtype=np.uint8), h=0.5)


@pytest.mark.points(1, task="numerical_gradient")
def test_differences_leave_x_alone(student, reference, rng):
    """numerical_gradient never modifies x, not for a moment, however it lies in memory."""
    x, weights = rng.uniform(0.5, 1.5, size=(5, 6)).T[::2], rng.uniform(0.5, 1.5, size=(3, 5))
    f = student.probes.CubeOfSum(weights)
    call = student.numerical_gradient.observe_frozen(f, x, 0.5)
    assert_untouched(call)
    assert_matches(call.value, _differences(reference, x, weights, 0.5), name="numerical_gradient(f, x)")
    assert_untouched(student.numerical_gradient.observe(f, x, 0.5))


@pytest.mark.points(1, task="numerical_gradient")
@pytest.mark.hidden
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_differences_of_any_shape(student, reference, rng, shape):
    """The differences are right for every shape, that of a single number too."""
    _assert_gradient(student, reference, rng, rng.uniform(0.5, 1.5, size=shape), h=float(rng.uniform(0.2, 0.8)))


# gradient_descent


def _assert_path(student, reference, rng, x0, lr=0.05, steps=6, *, dtype=np.float64):
    weights = rng.uniform(0.5, 1.5, size=np.shape(x0))
    value = _silent(student.gradient_descent.observe(student.probes.Uphill(weights), x0, lr, steps))
    expected = reference.gradient_descent(np.asarray(x0, dtype=np.float64), weights, lr, steps)
    assert_matches(value, expected, name="path", dtype=dtype)


@pytest.mark.points(2, task="gradient_descent")
def test_path_goes_against_the_gradient(student, reference, rng):
    """The path holds x0 and, step by step, x - lr * gradient(x)."""
    _assert_path(student, reference, rng, _away_from_zero(rng, (2, 3)))


@pytest.mark.points(1, task="gradient_descent")
def test_path_of_a_number(student, reference, rng):
    """x0 may be a number; the path has shape (steps + 1,) then."""
    _assert_path(student, reference, rng, float(_away_from_zero(rng, ())))


@pytest.mark.points(1, task="gradient_descent")
def test_path_of_no_steps_is_the_start(student, reference, rng):
    """With steps = 0 the path holds x0 alone."""
    _assert_path(student, reference, rng, _away_from_zero(rng, (3, 2)), steps=0)


@pytest.mark.points(1, task="gradient_descent")
def test_path_never_stops_early(student, reference, rng):
    """All steps are taken, also with a learning rate of 0, and where the ground is flat or almost flat."""
    _assert_path(student, reference, rng, _away_from_zero(rng, (2, 4)), lr=0.0, steps=3)
    _assert_path(student, reference, rng, np.zeros((2, 3)), steps=4)
    _assert_path(student, reference, rng, 1e-9 * _away_from_zero(rng, 3), steps=5)


@pytest.mark.points(1, task="gradient_descent")
def test_path_keeps_float32(student, reference, rng):
    """float32 in gives float32 out."""
    _assert_path(student, reference, rng, _away_from_zero(rng, (2, 3)).astype(np.float32), dtype=np.float32)


@pytest.mark.points(1, task="gradient_descent")
def test_path_takes_lists_and_integers(student, reference, rng):
    """Lists and integers, unsigned ones too, count as float64."""
    _assert_path(student, reference, rng, [[1, -2, 1], [1, 1, 2]])
    _assert_path(student, reference, rng, np.array([1, 2, 1, 2], dtype=np.uint8))
    _assert_path(student, reference, rng, 2)
    _assert_path(student, reference, rng, [3, -1], steps=0)


@pytest.mark.points(1, task="gradient_descent")
def test_descent_leaves_the_start_alone(student, reference, rng):
    """gradient_descent never modifies x0, however it lies in memory."""
    x0, weights = _away_from_zero(rng, (5, 4)).T[::2], rng.uniform(0.5, 1.5, size=(2, 5))
    gradient = student.probes.Uphill(weights)
    call = student.gradient_descent.observe_frozen(gradient, x0, 0.05, 3)
    assert_untouched(call)
    assert_matches(call.value, reference.gradient_descent(x0, weights, 0.05, 3), name="path")
    assert_untouched(student.gradient_descent.observe(gradient, x0, 0.05, 3))


@pytest.mark.points(1, task="gradient_descent")
@pytest.mark.hidden
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_path_of_any_shape(student, reference, rng, shape):
    """The path is right for every shape and learning rate."""
    _assert_path(student, reference, rng, _away_from_zero(rng, shape), lr=float(rng.uniform(0.02, 0.08)), steps=9)


# minibatches


def _assert_batches(value, n, batch_size):
    """Return the batches, once they have proved to be what a list of minibatches is."""
    assert isinstance(value, list | tuple), "minibatches should return a list or an iterator of index arrays"
    for batch in value:
        assert isinstance(batch, np.ndarray), f"a batch should be an index array, not a {type(batch).__name__}"
        assert batch.ndim == 1, f"a batch should have one axis, not {batch.ndim}"
        assert batch.dtype.kind in "iu", f"a batch should hold integers, not {batch.dtype}"
    full, left = divmod(n, batch_size)
    sizes, expected = [len(batch) for batch in value], [batch_size] * full + [left] * (left > 0)
    assert len(sizes) == len(expected), f"{n} examples by {batch_size} make {len(sizes)} batches, not {len(expected)}"
    assert sizes == expected, f"the batches of {n} examples by {batch_size} have sizes other than {expected[:4]}..."
    assert np.array_equal(np.sort(np.concatenate(value)), np.arange(n)), "some examples are missing, or there twice"
    return value


def _last(batches):
    """Return the examples of the last batch, in any order."""
    return sorted(batches[-1].tolist())


@pytest.mark.points(1, task="minibatches")
def test_batches_hold_every_example_once(student, rng):
    """The batches of 10 examples by 4 have 4, 4 and 2 of them, and every example is in one batch."""
    _assert_batches(_silent(student.minibatches.observe(10, 4, _generator(rng))), 10, 4)


@pytest.mark.points(1, task="minibatches")
def test_an_epoch_has_a_batch_for_each_update(student, rng):
    """50,000 examples make 5,000 batches of 10: as many updates in an epoch; none of them is empty."""
    _assert_batches(student.minibatches(50_000, 10, _generator(rng)), 50_000, 10)


@pytest.mark.points(1, task="minibatches")
def test_batches_follow_the_generator(student, rng):
    """Another generator deals other batches, and an equal one the same, in a new process too.

    By chance two generators leave the same 20 of 60 for the last batch once in C(60, 20) = 4.2e15 times.
    """
    seed = int(rng.integers(2**32))
    student.fresh()
    other, one = [student.minibatches(60, 40, np.random.default_rng(seed + more)) for more in (1, 0)]
    student.fresh()
    again = student.minibatches(60, 40, np.random.default_rng(seed))
    for batches in (other, one, again):
        _assert_batches(batches, 60, 40)
    assert _last(one) != _last(other), "two generators deal the same batches: they do not follow rng"
    for place, (batch, wanted) in enumerate(zip(again, one, strict=True)):
        assert_matches(batch, wanted, name=f"batch {place} in a new process", dtype=np.int64)


@pytest.mark.points(1, task="minibatches")
def test_each_call_shuffles_anew(student, rng):
    """A second call with the same generator deals other batches.

    By chance two calls leave the same 20 of 60 for the last batch once in C(60, 20) = 4.2e15 times.
    """
    epochs = student.probes.two_epochs(student.minibatches, 60, 40, _generator(rng))
    first, second = [_assert_batches(batches, 60, 40) for batches in epochs]
    assert _last(first) != _last(second), "the second epoch has the batches of the first: shuffle at each call"


@pytest.mark.points(1, task="minibatches")
@pytest.mark.hidden
def test_neighbours_part(student, rng):
    """Examples that lie side by side in the data are rarely in one batch: all are shuffled, not blocks of them.

    Of the 999 pairs of neighbours among 1,000 examples, each is in one batch of 10 with probability 9 / 999, so that
    about 9 are, and by Poisson's formula more than 60 once in 10^28 times.
    """
    batches = _assert_batches(student.minibatches(1000, 10, _generator(rng)), 1000, 10)
    place = np.empty(1000, dtype=np.int64)
    for number, batch in enumerate(batches):
        place[batch] = number
    together = int(np.count_nonzero(place[1:] == place[:-1]))
    assert together <= 60, f"of 1,000 examples {together} are in one batch with their neighbour; about 9 should be"


@pytest.mark.points(1, task="minibatches")
@pytest.mark.hidden
@pytest.mark.parametrize("size", [(1, 1), (7, 7), (7, 9), (12, 4), (13, 5), (11, 3), (5, 1)], ids=str)
def test_batches_of_any_size(student, rng, size):
    """Every example is in one batch, and no batch is empty, whether or not the sizes go into each other."""
    _assert_batches(_silent(student.minibatches.observe(*size, _generator(rng))), *size)


# linear_regression_fit


def _is_number(value):
    return isinstance(value, float | np.floating) or (isinstance(value, np.ndarray) and value.shape == ())


def _fitted(value, features, epochs, dtype=np.float64):
    """Return w, b and the history as an array, once they have proved to be finite and of the right form."""
    assert isinstance(value, tuple | list), "linear_regression_fit should return (w, b, history)"
    assert len(value) == 3, f"linear_regression_fit should return (w, b, history), not {len(value)} values"
    w, b, history = value
    assert isinstance(w, np.ndarray), "w should be an array"
    assert w.shape == (features,), f"w: expected shape {(features,)}, got {w.shape}"
    assert w.dtype == dtype, f"w: expected dtype {np.dtype(dtype)}, got {w.dtype}"
    assert _is_number(b), "b should be a number"
    if isinstance(history, list | tuple):
        assert all(_is_number(loss) for loss in history), "history should hold numbers"
    else:
        assert isinstance(history, np.ndarray), "history should be a list of numbers"
        assert history.dtype.kind == "f", "history should hold numbers"
    history = np.asarray(history, dtype=np.float64)
    assert history.shape == (epochs,), f"history: expected {epochs} losses, got shape {history.shape}"
    finite = np.isfinite(w).all() and np.isfinite(b) and np.isfinite(history).all()
    assert finite, "w, b or history holds a number that is not finite"
    return w, b, history


def _assert_fit(value, expected, *, dtype=np.float64, terms=1):
    w, b, history = _fitted(value, len(expected[0]), len(expected[2]), dtype)
    assert_matches(w, expected[0], name="w", dtype=dtype, terms=terms)
    assert_matches(b, expected[1], name="b", dtype=dtype, terms=terms)
    if dtype == np.float64:
        assert_matches(history, expected[2], name="history", terms=terms)


def _data(rng, n, features):
    """Draw data whose targets follow no line."""
    return _away_from_zero(rng, (n, features)), rng.uniform(1, 2, size=n)


def _assert_equal_examples(student, reference, rng, n, batch_size):
    """Fit n equal examples: whatever their order, each batch is a step on one of them."""
    x, y = np.tile(rng.uniform(0.5, 1.2, size=3), (n, 1)), np.full(n, rng.uniform(1, 2))
    value = _silent(student.linear_regression_fit.observe(x, y, 0.05, 2, batch_size, _generator(rng)))
    _assert_fit(value, reference.linear_regression_fit(x[:1], y[:1], 0.05, 2, -(-n // batch_size)))


def _shares(student, rng, epochs):
    """Return how far each of 60 examples moved its own weight, in batches of 25: the sum of 1 / batch size.

    Example i has an entry in column i alone, and the steps are too small for w and b to matter.
    """
    scales, y, lr = rng.uniform(1, 2, size=60), rng.uniform(1, 2, size=60), 1e-12
    value = _silent(student.linear_regression_fit.observe(np.diag(scales), y, lr, epochs, 25, _generator(rng)))
    return _fitted(value, 60, epochs)[0] / (2 * lr * scales * y)


@pytest.mark.points(2, task="linear_regression_fit")
def test_full_batches_follow_the_trajectory(student, reference, rng):
    """With one batch for all data, w, b and the loss after each epoch are those of PyTorch."""
    x, y = _data(rng, 7, 3)
    value = _silent(student.linear_regression_fit.observe(x, y, 0.05, 4, 7, _generator(rng)))
    _assert_fit(value, reference.linear_regression_fit(x, y, 0.05, 4))


@pytest.mark.points(1, task="linear_regression_fit")
def test_study_hours_tell_the_exam(student, reference, rng):
    """100 epochs on the table of eight students bring the loss of exam % by the other columns from 6,432 to 296."""
    x, y = STUDENTS[:, :3], STUDENTS[:, 3]
    value = _silent(student.linear_regression_fit.observe(x, y, 1e-4, 100, 8, _generator(rng)))
    _assert_fit(value, reference.linear_regression_fit(x, y, 1e-4, 100))


@pytest.mark.points(1, task="linear_regression_fit")
def test_each_batch_is_one_update(student, reference, rng):
    """Seven equal examples in batches of 3 make three updates an epoch, and the short last one is as long a step."""
    _assert_equal_examples(student, reference, rng, 7, 3)


@pytest.mark.points(1, task="linear_regression_fit")
def test_each_example_counts_once_an_epoch(student, rng):
    """In an epoch of 60 examples by 25, 50 examples move w by 1/25 of their gradient each, and the last 10 by 1/10."""
    expected = np.repeat([1 / 25, 1 / 10], [50, 10])
    assert_matches(np.sort(_shares(student, rng, 1)), expected, name="shares of the examples, in ascending order")


@pytest.mark.points(1, task="linear_regression_fit")
def test_each_epoch_is_reshuffled(student, rng):
    """In two epochs of 60 examples by 25 the short last batch does not hold the same 10 examples twice.

    By chance it does once in C(60, 10) = 7.5e10 times.
    """
    shares, levels = _shares(student, rng, 2), np.array([2 / 25, 1 / 25 + 1 / 10, 2 / 10])
    nearest = np.abs(shares[:, None] - levels).argmin(axis=1)
    assert_matches(shares, levels[nearest], name="shares of the examples")
    assert np.any(nearest == 1), "the short last batch holds the same examples in both epochs: draw new batches in each"


@pytest.mark.points(1, task="linear_regression_fit")
def test_minibatches_find_the_line_behind_the_data(student, rng):
    """Where y is exactly x @ w + b, minibatches find w and b."""
    x = np.array(list(itertools.product([-1.0, 1.0], repeat=3)) * 3) * rng.uniform(0.5, 1, size=3)
    w, b = _away_from_zero(rng, 3), float(_away_from_zero(rng, ()))
    value = _silent(student.linear_regression_fit.observe(x, x @ w + b, 0.05, 400, 4, _generator(rng)))
    found_w, found_b, _ = _fitted(value, 3, 400)
    assert_matches(found_w, w, name="w")
    assert_matches(found_b, b, name="b")


@pytest.mark.points(1, task="linear_regression_fit")
def test_history_ends_with_the_loss_on_all_data(student, rng):
    """With minibatches too, history has one loss an epoch, and the last is that of the returned w and b on all data."""
    x, y = _data(rng, 11, 3)
    w, b, history = _fitted(student.linear_regression_fit(x, y, 0.03, 3, 4, _generator(rng)), 3, 3)
    assert_matches(history[-1], np.mean((x @ w + b - y) ** 2), name="history[-1]")


@pytest.mark.points(1, task="linear_regression_fit")
def test_fit_keeps_float32(student, reference, rng):
    """float32 data give float32 weights."""
    x, y = [array.astype(np.float32) for array in _data(rng, 6, 2)]
    value = _silent(student.linear_regression_fit.observe(x, y, 0.05, 3, 6, _generator(rng)))
    _assert_fit(value, reference.linear_regression_fit(x, y, 0.05, 3), dtype=np.float32, terms=36)


@pytest.mark.points(1, task="linear_regression_fit")
def test_fit_takes_lists_and_integers(student, reference, rng):
    """Lists and integers, unsigned ones too, count as float64."""
    x, y = [[1, 2], [0, 3], [2, 1]], [7, 5, 9]
    expected = reference.linear_regression_fit(np.array(x, dtype=float), np.array(y, dtype=float), 0.05, 3)
    for data in ((x, y), (np.array(x, dtype=np.uint8), np.array(y, dtype=np.uint8))):
        _assert_fit(_silent(student.linear_regression_fit.observe(*data, 0.05, 3, 3, _generator(rng))), expected)


@pytest.mark.points(1, task="linear_regression_fit")
def test_fit_leaves_the_data_alone(student, reference, rng):
    """linear_regression_fit never modifies x or y, however they lie in memory."""
    x, y = _data(rng, 12, 4)
    x, y = x.T[:, ::2].T, y[::-2]
    call = student.linear_regression_fit.observe_frozen(x, y, 0.05, 2, 9, _generator(rng))
    assert_untouched(call)
    _assert_fit(call.value, reference.linear_regression_fit(x, y, 0.05, 2))
    assert_untouched(student.linear_regression_fit.observe(x, y, 0.05, 2, 2, _generator(rng)))


@pytest.mark.points(1, task="linear_regression_fit")
@pytest.mark.parametrize("case", BAD_DATA)
def test_fit_rejects_what_does_not_fit(student, rng, case):
    """An x that is not (examples, in), and a y that has not one number for each row, are ValueErrors."""
    x_shape, y_shape, naming = BAD_DATA[case]
    call = student.linear_regression_fit.observe(np.ones(x_shape), np.ones(y_shape), 0.1, 1, 2, _generator(rng))
    assert_rejects(call, naming)


@pytest.mark.points(1, task="linear_regression_fit")
@pytest.mark.hidden
@pytest.mark.parametrize("size", [(1, 1), (6, 2), (5, 1), (8, 3), (4, 9)], ids=str)
def test_updates_of_any_batch_size(student, reference, rng, size):
    """Batch, minibatch and stochastic: the number of updates and their length follow from batch_size alone."""
    _assert_equal_examples(student, reference, rng, *size)


@pytest.mark.points(1, task="linear_regression_fit")
@pytest.mark.hidden
@pytest.mark.parametrize("size", [(2, 5), (9, 1), (5, 4)], ids=str)
def test_full_batches_of_any_size(student, reference, rng, size):
    """The trajectory on full batches is right for every number of examples and features."""
    x, y = _data(rng, *size)
    value = _silent(student.linear_regression_fit.observe(x, y, 0.04, 5, size[0] + 2, _generator(rng)))
    _assert_fit(value, reference.linear_regression_fit(x, y, 0.04, 5))


# max_stable_lr


def _valley(rng, eigenvalues):
    """Return a matrix with these eigenvalues, and axes that lie askew."""
    turned, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues), len(eigenvalues))))
    hessian = turned * np.asarray(eigenvalues) @ turned.T
    return (hessian + hessian.T) / 2


def _assert_lr(student, reference, hessian):
    value = _silent(student.max_stable_lr.observe(hessian))
    assert_matches(value, reference.max_stable_lr(np.array(hessian, dtype=np.float64)), name="max_stable_lr(hessian)")


@pytest.mark.points(1, task="max_stable_lr")
def test_steepest_direction_sets_the_limit(student, reference, rng):
    """The largest stable learning rate is 2 over the largest eigenvalue."""
    _assert_lr(student, reference, _valley(rng, [5 + rng.random(), 3, 1.5, 0.5]))


@pytest.mark.points(1, task="max_stable_lr")
def test_study_hours_need_small_steps(student, reference):
    """For the table of eight students, with a column of ones, the limit is 0.000121."""
    x = np.hstack([STUDENTS[:, :3], np.ones((8, 1))])
    _assert_lr(student, reference, 2 * x.T @ x / 8)


@pytest.mark.points(1, task="max_stable_lr")
def test_flat_directions_set_no_limit(student, reference, rng):
    """Eigenvalues of 0 are right and silent: only the largest one counts."""
    _assert_lr(student, reference, np.array([[2.0, 2, 0], [2, 2, 0], [0, 0, 0]]))
    _assert_lr(student, reference, np.diag([0.0, 3 + rng.random(), 0, 1]))


@pytest.mark.points(1, task="max_stable_lr")
def test_limit_takes_lists_and_integers(student, reference):
    """Lists and integers, unsigned ones too, count as float64."""
    _assert_lr(student, reference, [[2, 1, 0], [1, 3, 1], [0, 1, 4]])
    _assert_lr(student, reference, np.array([[2, 1], [1, 2]], dtype=np.uint8))


@pytest.mark.points(1, task="max_stable_lr")
def test_limit_leaves_the_matrix_alone(student, reference, rng):
    """max_stable_lr never modifies its argument."""
    hessian = _valley(rng, [4, 2, 1])
    call = student.max_stable_lr.observe_frozen(hessian)
    assert_untouched(call)
    assert_matches(call.value, reference.max_stable_lr(hessian), name="max_stable_lr(hessian)")
    assert_untouched(student.max_stable_lr.observe(hessian))


@pytest.mark.points(1, task="max_stable_lr")
@pytest.mark.parametrize("shape", [(4,), (2, 3), (3, 2), (2, 2, 2)], ids=str)
def test_limit_rejects_what_is_no_square(student, shape):
    """A hessian that is not a square matrix is a ValueError."""
    assert_rejects(student.max_stable_lr.observe(np.ones(shape)), "hessian")


@pytest.mark.points(1, task="max_stable_lr")
@pytest.mark.hidden
@pytest.mark.parametrize("size", [1, 2, 6], ids=str)
def test_limit_of_any_size(student, reference, rng, size):
    """The limit is right for every size of matrix, steep or almost flat."""
    for scale in (1e-6, 1.0, 1e6):
        _assert_lr(student, reference, scale * _valley(rng, (2 + rng.random()) * 0.7 ** np.arange(size)))
