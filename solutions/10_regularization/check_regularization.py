"""Checks of regularization: what is random by its properties, everything else against PyTorch.

A check of something random fails a right program by chance less often than once in a million, whatever the key: its
docstring says how that follows. Hoeffding's bound, where it is named: of n independent yes-or-no draws the share of
yes is off its expectation by t or more with probability at most 2 exp(-2 n t^2).
"""

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


# train_test_split


def _first(array):
    """Return the first number of each example."""
    return array[(slice(None), *(0,) * (array.ndim - 1))]


def _assert_split(value, x, y, test):
    """Return the places in x of the training and the test examples, once the parts have proved to be a split.

    test: how many test examples there should be
    """
    assert isinstance(value, tuple | list), "train_test_split should return (x_train, x_test, y_train, y_test)"
    assert len(value) == 4, f"train_test_split should return four arrays, not {len(value)} values"
    parts = dict(zip(("x_train", "x_test", "y_train", "y_test"), value, strict=True))
    for name, part in parts.items():
        source, size = x if name[0] == "x" else y, test if name.endswith("test") else len(x) - test
        assert isinstance(part, np.ndarray), f"{name} should be an array, not a {type(part).__name__}"
        expected = (size, *source.shape[1:])
        assert part.shape == expected, f"{name}: expected shape {expected}, got {part.shape}"
        assert part.dtype == source.dtype, f"{name}: expected dtype {source.dtype}, got {part.dtype}"
    places = {number: place for place, number in enumerate(_first(x).tolist())}
    found = {
        name: np.array([places.get(number, -1) for number in _first(parts[f"x_{name}"]).tolist()], dtype=np.intp)
        for name in ("train", "test")
    }
    every = np.concatenate(list(found.values()))
    assert np.all(every >= 0), "x_train or x_test holds numbers that do not begin an example of x"
    assert np.array_equal(np.sort(every), np.arange(len(x))), "some examples are missing, or there twice"
    for name, order in found.items():
        assert np.array_equal(parts[f"x_{name}"], x[order]), f"x_{name} mixes the numbers of several examples"
        message = f"y_{name} is in another order than x_{name}: the y of an example is not beside its x"
        assert np.array_equal(parts[f"y_{name}"], y[order]), message
    return found["train"], found["test"]


def _examples(rng, n):
    """Draw examples, all different, and what belongs to them."""
    return rng.normal(size=(n, 3)), rng.permutation(10 * n)[:n]


@pytest.mark.points(2, task="train_test_split")
def test_split_deals_every_example_once(student, rng):
    """Of 12 examples a quarter makes 3 to test with and 9 to train with; none is in both, each y is beside its x."""
    x, y = _examples(rng, 12)
    _assert_split(_silent(student.train_test_split.observe(x, y, 0.25, _generator(rng))), x, y, 3)


@pytest.mark.points(1, task="train_test_split")
def test_split_share_is_rounded(student, rng):
    """The test part has round(n * fraction) examples: 2.6 are 3, 2.4 are 2, 0.3 are none, and 9.7 are all ten."""
    for fraction, test in ((0.26, 3), (0.24, 2), (0.03, 0), (0.97, 10)):
        x, y = _examples(rng, 10)
        _assert_split(_silent(student.train_test_split.observe(x, y, fraction, _generator(rng))), x, y, test)


@pytest.mark.points(1, task="train_test_split")
def test_split_of_any_rank(student, rng):
    """x and y have one axis or more, which all but the first stay as they are, and any dtype, which stays too."""
    for x_shape, y_shape in (((10,), (10, 2)), ((10, 2, 1, 3), (10,)), ((10, 1), (10, 3, 2))):
        x, y = rng.permutation(np.prod(x_shape)).reshape(x_shape), rng.integers(100, size=y_shape)
        x = x.astype(np.float32)
        _assert_split(_silent(student.train_test_split.observe(x, y, 0.4, _generator(rng))), x, y, 4)


@pytest.mark.points(1, task="train_test_split")
def test_split_leaves_its_arguments_alone(student, rng):
    """train_test_split never modifies x or y, however they lie in memory."""
    x, y = rng.normal(size=(4, 20)).T[::2], rng.normal(size=10)[::-1]
    call = student.train_test_split.observe_frozen(x, y, 0.3, _generator(rng))
    assert_untouched(call)
    _assert_split(call.value, x, y, 3)
    assert_untouched(student.train_test_split.observe(x, y, 0.3, _generator(rng)))


@pytest.mark.points(1, task="train_test_split")
def test_split_rejects_unequal_lengths(student, rng):
    """An x and a y of unequal lengths are a ValueError."""
    for x_shape, y_shape in (((5, 3), (4,)), ((4,), (5,)), ((4, 2), (1, 2))):
        call = student.train_test_split.observe(np.ones(x_shape), np.ones(y_shape), 0.5, _generator(rng))
        assert_rejects(call, "y")


@pytest.mark.points(1, task="train_test_split")
def test_both_parts_are_in_random_order(student, rng):
    """Neither part is in the order of the data: of its examples two by two, about half are the other way round.

    In random order the 80 pairs of the test part and the 120 of the training part are independent, so that by Hoeffding
    a share of 0.15 or 0.85 is met by chance once in 1.6e8 times, and in three splits once in 5e7 times.
    """
    x, y = _examples(rng, 400)
    for _ in range(3):
        both = _assert_split(student.train_test_split(x, y, 0.4, _generator(rng)), x, y, 160)
        for name, order in zip(("training", "test"), both, strict=True):
            share = np.mean(order[0::2] < order[1::2])
            assert abs(share - 0.5) < 0.35, f"the {name} part has the order of the data, or nearly: shuffle all of it"


@pytest.mark.points(1, task="train_test_split")
def test_any_examples_may_be_tested(student, rng):
    """The test part is dealt from everywhere: neighbours in the data are often parted.

    160 of 400 examples part 96 of 200 pairs of neighbours on average, s pairs with probability
    C(200, s) 2^s C(200 - s, (160 - s) / 2) / C(400, 160): fewer than 57 once in 3.5e8 times, more than 133 once in
    8.7e7 times, in three splits one or the other once in 2.3e7 times.
    """
    x, y = _examples(rng, 400)
    for _ in range(3):
        _, test = _assert_split(student.train_test_split(x, y, 0.4, _generator(rng)), x, y, 160)
        tested = np.isin(np.arange(400), test)
        parted = int(np.count_nonzero(tested[0::2] != tested[1::2]))
        assert parted > 56, f"of 200 pairs of neighbours {parted} are parted, not about 96: the test part is a block"
        assert parted < 134, f"of 200 pairs of neighbours {parted} are parted, not about 96: the test part is regular"


@pytest.mark.points(1, task="train_test_split")
def test_split_follows_the_generator(student, rng):
    """Another generator makes another split, and an equal one the same, in a new process too.

    By chance two generators test the same 1,000 of 3,000 examples once in C(3000, 1000) times, more than 10^800.
    """
    seed, (x, y) = int(rng.integers(2**32)), _examples(rng, 3000)
    student.fresh()
    other, one = [student.train_test_split(x, y, 1 / 3, np.random.default_rng(seed + more)) for more in (1, 0)]
    student.fresh()
    again = student.train_test_split(x, y, 1 / 3, np.random.default_rng(seed))
    orders = [_assert_split(parts, x, y, 1000) for parts in (other, one, again)]
    tests = [set(test.tolist()) for _, test in orders]
    assert tests[0] != tests[1], "two generators test the same examples: the split does not follow rng"
    for name, order, wanted in zip(("training", "test"), orders[2], orders[1], strict=True):
        assert np.array_equal(order, wanted), f"an equal generator gives another {name} part: chance is not only rng's"


@pytest.mark.points(1, task="train_test_split")
@pytest.mark.hidden
def test_split_of_any_size(student, rng):
    """The parts are right for every number of examples and every share."""
    for n, test, side in ((1, 0, 1), (1, 1, -1), (2, 1, 1), (7, 5, -1), (30, 4, 1), (101, 100, -1)):
        x, y = _examples(rng, n)
        fraction = (test + side * float(rng.uniform(0.1, 0.4))) / n
        _assert_split(_silent(student.train_test_split.observe(x, y, fraction, _generator(rng))), x, y, test)


# l1_penalty, l2_penalty

PENALTIES = [name + suffix for name in ("l2_penalty", "l1_penalty") for suffix in ("", "_backward")]
SHAPES = {"0.weight": (3, 2), "0.bias": (3,), "1.weight": (2, 3, 1, 4), "1.bias": (2,), "scale": (5,)}
TELLING = (  # keys of biases, and keys that only look like it
    "bias",
    "3.bias",
    "encoder.0.bias",
    "bias_net.weight",
    "bias.weight",
    "0.biases",
    "debias",
    "net.debias",
    "b_f",
    "encoder.0.w_x",
)


def each_penalty(points):
    """Make one check of a task for each penalty and each gradient."""
    cases = [pytest.param(name, marks=pytest.mark.points(points, task=name)) for name in PENALTIES]
    return pytest.mark.parametrize("task", cases)


def _params(rng, shapes, dtype=np.float64):
    return {key: _away_from_zero(rng, shape).astype(dtype) for key, shape in shapes.items()}


def _expected_penalty(reference, task, params, strength):
    penalty = getattr(reference, task.removesuffix("_backward"))
    return penalty.backward(1.0, params, strength) if task.endswith("_backward") else penalty(params, strength)


def _assert_penalty(value, expected, task, params, *, dtype=np.float64, name=""):
    """Compare a number, or the arrays of a dict, with what the reference says."""
    if not task.endswith("_backward"):
        terms = sum(array.size for array in params.values())
        number = float(value) if type(value) is int else value
        assert_matches(number, expected, name=name or task, dtype=dtype, terms=terms)
        return
    assert_keys(value, params, name="the gradients")
    for key, array in params.items():
        assert_matches(value[key], expected[key], name=f"the gradient of {key!r}", dtype=array.dtype)


@each_penalty(2)
def test_penalty_is_of_all_weights(student, reference, rng, task):
    """The penalty is strength times the sum over all weights, and the backward its gradient, zeros for biases."""
    params, strength = _params(rng, SHAPES), float(rng.uniform(0.1, 0.4))
    value = _silent(getattr(student, task).observe(params, strength))
    _assert_penalty(value, _expected_penalty(reference, task, params, strength), task, params)


@each_penalty(1)
def test_last_part_of_a_key_tells_a_bias(student, reference, rng, task):
    """A key is a bias's if its last dotted part is bias: bias and 3.bias are, bias_net.weight and biases are not."""
    params = _params(rng, {key: (2 + place,) for place, key in enumerate(TELLING)})
    value = _silent(getattr(student, task).observe(params, 0.3))
    expected = _expected_penalty(reference, task, params, 0.3)
    _assert_penalty(value, expected, task, params, name=f"{task} of {', '.join(TELLING)}")


@each_penalty(1)
def test_penalty_keeps_float32(student, reference, rng, task):
    """The gradient of each array has the array's dtype; a penalty of float32 arrays is as exact as float32."""
    params = _params(rng, SHAPES, np.float32)
    value = _silent(getattr(student, task).observe(params, 0.25))
    _assert_penalty(value, _expected_penalty(reference, task, params, 0.25), task, params, dtype=np.float32)


@each_penalty(1)
def test_nothing_to_penalize_costs_nothing(student, rng, task):
    """Without weights the penalty is 0: of an empty dict, and where there are only biases."""
    for params in ({}, _params(rng, {"bias": (3,), "1.bias": (2,)})):
        value = _silent(getattr(student, task).observe(params, 0.5))
        zeros = {key: np.zeros(array.shape) for key, array in params.items()}
        _assert_penalty(value, zeros if task.endswith("_backward") else 0.0, task, params)


@each_penalty(1)
def test_penalty_leaves_params_alone(student, reference, rng, task):
    """Neither params nor its arrays are ever modified, however they lie in memory."""
    params = {"weight": _away_from_zero(rng, (5, 4)).T[::2], "0.w_x": _away_from_zero(rng, (2, 6))[:, ::-1]}
    params |= _params(rng, {"0.bias": (4,)})
    call = getattr(student, task).observe_frozen(params, 0.2)
    assert_untouched(call)
    _assert_penalty(call.value, _expected_penalty(reference, task, params, 0.2), task, params)
    assert_untouched(getattr(student, task).observe(params, 0.2))


@pytest.mark.points(1, task="l1_penalty_backward")
def test_absolute_value_has_no_slope_at_zero(student, reference, rng):
    """Where a weight is 0 the gradient of l1_penalty is 0, and silent."""
    params = _params(rng, {"0.weight": (3, 4), "1.weight": (2,)})
    params["0.weight"][[0, 1, 2, 2], [3, 1, 0, 2]] = [0.0, -0.0, 0.0, 1e-300]
    value = _silent(student.l1_penalty_backward.observe(params, 0.5))
    _assert_penalty(value, reference.l1_penalty.backward(1.0, params, 0.5), "l1_penalty_backward", params)


@each_penalty(1)
@pytest.mark.hidden
def test_penalty_of_any_strength(student, reference, rng, task):
    """The penalty is right for every strength, for one array and for many of any shape."""
    for strength, shapes in ((0.0, {"w": (2, 3)}), (7.5, {f"{size}.w": (size, 1) for size in (1, 4, 9)})):
        params = _params(rng, shapes)
        value = _silent(getattr(student, task).observe(params, strength))
        _assert_penalty(value, _expected_penalty(reference, task, params, strength), task, params)


# Dropout


def _kept(y, x):
    """Return which entries are not zero, once y has proved to be an array of x's shape; x holds no zeros."""
    if not (isinstance(y, np.ndarray) and y.shape == x.shape and y.dtype == np.float64):
        assert_matches(y, x, name="forward(x)")
    return y != 0


def _drawn(student, rng, shape, times=1, p=0.5):
    """Return which entries a new layer keeps, at each of several calls of forward in training."""
    layer, x = student.Dropout(p, _generator(rng)), _away_from_zero(rng, shape)
    return [_kept(layer.forward(x), x) for _ in range(times)]


@pytest.mark.points(1, task="Dropout")
def test_dropout_begins_in_training(student, rng):
    """A new layer has no parameters, its training is True, and can be set."""
    layer = student.Dropout(0.5, _generator(rng))
    _assert_mode(layer)
    assert_keys(layer.params, [], name="params")
    assert_keys(layer.grads, [], name="grads")


@pytest.mark.points(2, task="Dropout")
def test_kept_entries_are_scaled(student, rng):
    """In training an entry becomes 0 or x / (1 - p), nothing else."""
    p, x = round(float(rng.uniform(0.2, 0.4)), 3), _away_from_zero(rng, (20, 30))
    y = _silent(student.Dropout(p, _generator(rng)).forward.observe(x))
    assert_matches(y, np.where(_kept(y, x), x / (1 - p), 0.0), name="forward(x)")


@pytest.mark.points(2, task="Dropout")
def test_share_of_dropped_entries_is_p(student, rng):
    """p is the probability of dropping an entry: of 60,000 entries a share of p becomes 0.

    By Hoeffding a right layer is off by 0.013 or more once in 3.2e8 times, so with one of two layers once in 1.6e8.
    """
    x = rng.uniform(1, 2, size=(1, 60_000))
    for tenths in (0.1, 0.7):
        p = round(tenths + float(rng.uniform(0.03, 0.07)), 3)
        share = 1 - np.mean(_kept(student.Dropout(p, _generator(rng)).forward(x), x))
        assert abs(share - p) < 0.013, f"with p = {p} a share of {share:.3f} of 60,000 entries is dropped"


def _assert_no_axis_shares(kept):
    """Fail where two neighbours, of pairs that do not overlap, agree much more or less often than half of the time."""
    for axis in range(kept.ndim):
        pairs = kept.shape[axis] // 2 * 2
        share = np.mean(kept.take(range(0, pairs, 2), axis) == kept.take(range(1, pairs, 2), axis))
        message = f"of neighbours along axis {axis} a share of {share:.2f} has the same fate, not about 0.5"
        assert abs(share - 0.5) < 0.1, f"{message}: draw for each entry by itself"


@pytest.mark.points(1, task="Dropout")
def test_every_entry_of_a_batch_is_drawn_by_itself(student, rng):
    """No two examples share a mask, nor do two features: neighbours are both dropped or both kept half of the time.

    40 x 60 entries make 1,200 pairs along each axis, independent where p = 0.5: by Hoeffding off by 0.1 along one of
    the two axes once in 6.6e9 times.
    """
    _assert_no_axis_shares(_drawn(student, rng, (40, 60))[0])


@pytest.mark.points(1, task="Dropout")
def test_every_entry_of_an_image_is_drawn_by_itself(student, rng):
    """In images, too, there is one draw for each entry: not one for a channel, a row, a column or a pixel.

    6 x 8 x 10 x 12 entries make 2,880 pairs along each axis, independent where p = 0.5: by Hoeffding off by 0.1 along
    one of the four axes once in 1.3e24 times.
    """
    _assert_no_axis_shares(_drawn(student, rng, (6, 8, 10, 12))[0])


@pytest.mark.points(1, task="Dropout")
def test_number_of_dropped_entries_varies(student, rng):
    """Draws that are independent do not drop the same number each time: not in all, nor of each image, map or row.

    By chance six counts of 1,920 entries are equal with probability at most (C(1920, 960) / 2^1920)^5 = 2.0e-9, and 96
    counts of 120, 288 of 40 or 1,440 of 8 practically never: together once in 4.9e8 times.
    """
    drawn = np.array(_drawn(student, rng, (16, 3, 5, 8), times=6))
    for axes, where in (((1, 2, 3, 4), "call"), ((2, 3, 4), "image"), ((3, 4), "channel"), ((4,), "row")):
        counts = np.unique(np.count_nonzero(drawn, axis=axes))
        message = f"every {where} keeps exactly {counts[0]} entries: draw for each by itself, and let the count vary"
        assert len(counts) > 1, message


@pytest.mark.points(1, task="Dropout")
def test_each_forward_draws_anew(student, rng):
    """Two calls of forward drop different entries: half of them have the same fate in both.

    By Hoeffding 2,400 entries are off by 0.1 once in 3.5e20 times, so in one of three pairs once in 1.1e20 times.
    """
    one, two, three = _drawn(student, rng, (1, 2400), times=3)
    for left, right in ((one, two), (two, three), (one, three)):
        share = np.mean(left == right)
        assert abs(share - 0.5) < 0.1, (
            f"a share of {share:.2f} of entries has the same fate in two calls, not about 0.5"
        )


@pytest.mark.points(1, task="Dropout")
def test_dropout_follows_the_generator(student, rng):
    """Another generator drops other entries, and an equal one the same, in a new process too.

    By chance two generators have the same fate for 600 entries once in 2^600 times.
    """
    seed, x = int(rng.integers(2**32)), _away_from_zero(rng, (20, 30))
    student.fresh()
    other, one = [student.Dropout(0.5, np.random.default_rng(seed + more)).forward(x) for more in (1, 0)]
    student.fresh()
    again = student.Dropout(0.5, np.random.default_rng(seed)).forward(x)
    assert not np.array_equal(_kept(one, x), _kept(other, x)), "two generators drop the same entries: follow rng"
    assert_matches(again, one, name="forward(x) with an equal generator in a new process")


@pytest.mark.points(1, task="Dropout")
def test_nothing_is_dropped_in_evaluation(student, rng):
    """With training = False forward(x) is x, before and after a call in training."""
    layer, x = student.Dropout(0.4, _generator(rng)), _away_from_zero(rng, (7, 5))
    for _ in range(2):
        layer.training = False
        assert_matches(_silent(layer.forward.observe(x)), x, name="forward(x) in evaluation")
        layer.training = True
        layer.forward(x)


@pytest.mark.points(1, task="Dropout")
def test_backward_in_evaluation_is_dout(student, rng):
    """After a forward in evaluation backward(dout) is dout, whatever an earlier forward in training dropped."""
    layer, x, dout = student.Dropout(0.4, _generator(rng)), _away_from_zero(rng, (7, 5)), rng.normal(size=(7, 5))
    layer.forward(x)
    layer.training = False
    layer.forward(x)
    assert_matches(_silent(layer.backward.observe(dout)), dout, name="dx")


@pytest.mark.points(2, task="Dropout")
def test_backward_has_the_mask_of_forward(student, rng):
    """backward(dout) is 0 where forward dropped, and dout / (1 - p) elsewhere."""
    p, x, dout = round(float(rng.uniform(0.2, 0.4)), 3), _away_from_zero(rng, (7, 9)), _away_from_zero(rng, (7, 9))
    layer = student.Dropout(p, _generator(rng))
    kept = _kept(layer.forward(x), x)
    assert_matches(_silent(layer.backward.observe(dout)), np.where(kept, dout / (1 - p), 0.0), name="dx")


@pytest.mark.points(1, task="Dropout")
def test_backward_belongs_to_the_latest_dropout(student, rng):
    """After several forwards backward has the mask of the latest, and a second backward gives the same."""
    layer = student.Dropout(0.5, _generator(rng))
    for shape in ((4, 8), (4, 8), (3, 2, 5)):
        x, dout = _away_from_zero(rng, shape), _away_from_zero(rng, shape)
        kept = _kept(layer.forward(x), x)
        for _ in range(2):
            assert_matches(layer.backward(dout), 2 * dout * kept, name="dx")


@pytest.mark.points(1, task="Dropout")
def test_backward_passes_where_x_is_zero(student, rng):
    """An entry that is 0 before it is kept passes its gradient on: the mask cannot be read off the output.

    By chance 300 entries are all dropped, or all kept, once in 2^299 times.
    """
    layer, dout = student.Dropout(0.5, _generator(rng)), _away_from_zero(rng, (15, 20))
    layer.forward(np.zeros((15, 20)))
    dx = layer.backward(dout)
    passed = _kept(dx, dout)
    assert_matches(dx, 2 * dout * passed, name="dx")
    assert passed.any(), "no gradient passes where x is 0"
    assert not passed.all(), "every gradient passes where x is 0"


@pytest.mark.points(1, task="Dropout")
def test_dropout_backward_keeps_the_mode_of_forward(student, rng):
    """backward has the mask of the latest forward also if training has been set to something else since."""
    layer, x, dout = student.Dropout(0.5, _generator(rng)), _away_from_zero(rng, (6, 7)), _away_from_zero(rng, (6, 7))
    kept = _kept(layer.forward(x), x)
    layer.training = False
    assert_matches(layer.backward(dout), 2 * dout * kept, name="dx")
    layer.forward(x)
    layer.training = True
    assert_matches(layer.backward(dout), dout, name="dx")


@pytest.mark.points(1, task="Dropout")
def test_nothing_is_dropped_at_p_zero(student, rng):
    """With p = 0, and with p = 0.0, forward(x) is x and backward(dout) is dout, in training too."""
    for p in (0, 0.0):
        layer, x, dout = student.Dropout(p, _generator(rng)), _away_from_zero(rng, (4, 9)), rng.normal(size=(4, 9))
        assert_matches(_silent(layer.forward.observe(x)), x, name="forward(x)")
        assert_matches(_silent(layer.backward.observe(dout)), dout, name="dx")


@pytest.mark.points(1, task="Dropout")
def test_dropout_rejects_what_is_no_probability(student, rng):
    """A p of 1 or more, or below 0, is a ValueError."""
    for p in (-0.1, 1.5, -1, 1.0, 1):
        assert_rejects(student.Dropout.observe(p, _generator(rng)), "p")


@pytest.mark.points(1, task="Dropout")
def test_dropout_leaves_its_arguments_alone(student, rng):
    """forward and backward never modify x or dout, in training and in evaluation, however they lie in memory."""
    x, dout = _away_from_zero(rng, (6, 10)).T[::2], _away_from_zero(rng, (5, 6))[:, ::-1]
    layer = student.Dropout(0.5, _generator(rng))
    for training in (True, False):
        layer.training = training
        for observed in ("observe_frozen", "observe"):
            forward = getattr(layer.forward, observed)(x)
            assert_untouched(forward)
            kept = _kept(forward.value, x)
            backward = getattr(layer.backward, observed)(dout)
            assert_untouched(backward)
            assert_matches(backward.value, dout * kept * (2 if training else 1), name="dx")


@pytest.mark.points(1, task="Dropout")
def test_two_dropouts_share_nothing(student, rng):
    """Each layer has a training, a p and a mask of its own.

    By chance 1,200 entries are all kept once in 2^1200 times.
    """
    one, other = student.Dropout(0.5, _generator(rng)), student.Dropout(0.25, _generator(rng))
    x, dout = _away_from_zero(rng, (30, 40)), _away_from_zero(rng, (30, 40))
    kept = _kept(one.forward(x), x)
    y = other.forward(x)
    assert_matches(y, x * _kept(y, x) / 0.75, name="the other layer's forward(x)")
    assert_matches(one.backward(dout), 2 * dout * kept, name="dx")
    other.training = False
    assert not np.all(_kept(one.forward(x), x)), "one layer's training = False ends the other's training, too"


@pytest.mark.points(1, task="Dropout")
@pytest.mark.hidden
def test_dropout_of_any_shape(student, rng):
    """forward and backward are right for every shape and p."""
    for shape in ((13,), (1, 6), (2, 3, 1, 5)):
        p, x, dout = float(rng.uniform(0.2, 0.7)), _away_from_zero(rng, shape), _away_from_zero(rng, shape)
        layer = student.Dropout(p, _generator(rng))
        y = _silent(layer.forward.observe(x))
        kept = _kept(y, x)
        assert_matches(y, np.where(kept, x / (1 - p), 0.0), name="forward(x)")
        assert_matches(layer.backward(dout), np.where(kept, dout / (1 - p), 0.0), name="dx")


def _assert_mode(layer):
    """Fail unless training is at first True, and what it is set to afterwards."""
    for expected in (True, False, True):
        training = layer.training
        kind = type(training).__name__
        assert isinstance(training, bool | np.bool_), f"training should be True or False, it is a {kind}"
        assert bool(training) == expected, (
            f"training should {'be' if expected else 'stay'} {expected}, it is {training}"
        )
        layer.training = not expected


# BatchNorm1d, BatchNorm2d, LayerNorm

NORMS = {  # shapes of x, of as many features each
    "BatchNorm1d": [(6, 3), (2, 3, 4)],
    "BatchNorm2d": [(4, 2, 1, 3), (3, 2, 4, 1)],
    "LayerNorm": [(2, 4), (2, 3, 4)],
}
OTHER_SHAPES = {
    "BatchNorm1d": [(9, 1), (1, 2, 4)],
    "BatchNorm2d": [(1, 3, 2, 5), (5, 1, 4, 2)],
    "LayerNorm": [(7,), (3, 1, 2, 4)],
}
MISFITS = {  # shapes of x that do not fit 3 features
    "BatchNorm1d": [(3,), (6, 1), (3, 6), (2, 4, 3), (2, 3, 4, 5)],
    "BatchNorm2d": [(2, 3, 4), (2, 4, 5, 3), (2, 1, 4, 5), (2, 3, 4, 5, 2)],
    "LayerNorm": [(2,), (6, 1), (3, 6), (2, 3, 4)],
}


def each_norm(points, *, batch=False):
    """Make one check of a task for each layer that normalizes, or for those that do so over the batch."""
    names = [name for name in NORMS if not batch or name != "LayerNorm"]
    cases = [pytest.param(name, marks=pytest.mark.points(points, task=name)) for name in names]
    return pytest.mark.parametrize("task", cases)


def _features(task, shape):
    return shape[-1] if task == "LayerNorm" else shape[1]


def _input(rng, task, shape):
    """Draw an x whose channels, or features, differ in mean and size."""
    features = _features(task, shape)
    along = (1,) * (len(shape) - 1) + (-1,) if task == "LayerNorm" else (1, -1) + (1,) * (len(shape) - 2)
    means, sizes = rng.uniform(-2, 2, size=features), rng.uniform(0.5, 2, size=features)
    return means.reshape(along) + sizes.reshape(along) * rng.normal(size=shape)


def _layer(student, rng, task, features, **more):
    """Return a new layer, and the weight and the bias that are written into it."""
    layer = getattr(student, task)(features, **more)
    weight, bias = _away_from_zero(rng, features), _away_from_zero(rng, features)
    layer.write_params({"weight": weight, "bias": bias})
    return layer, weight, bias


def _norm(reference, task):
    return reference.layer_norm if task == "LayerNorm" else reference.batch_norm


@each_norm(1)
def test_new_layer_changes_no_scale(student, task):
    """A new layer has a weight of ones and a bias of zeros."""
    layer = getattr(student, task)(3)
    assert_parameters(layer, {"weight": (3,), "bias": (3,)})
    params = layer.params
    assert_matches(params["weight"], np.ones(3), name="params['weight']")
    assert_matches(params["bias"], np.zeros(3), name="params['bias']")


@each_norm(1, batch=True)
def test_new_layer_knows_no_batch(student, task):
    """At first running_mean is zeros, running_var is ones, and training is True; it can be set."""
    layer = getattr(student, task)(3)
    assert_matches(layer.running_mean, np.zeros(3), name="running_mean")
    assert_matches(layer.running_var, np.ones(3), name="running_var")
    _assert_mode(layer)


@each_norm(2)
def test_output_is_normalized(student, reference, rng, task):
    """forward(x) is weight * (x - mean) / sqrt(var + eps) + bias, with what is written into params."""
    eps = float(rng.uniform(0.2, 0.5))
    layer, weight, bias = _layer(student, rng, task, _features(task, NORMS[task][0]), eps=eps)
    for shape in NORMS[task]:
        x = _input(rng, task, shape)
        y = _silent(layer.forward.observe(x))
        assert_matches(y, _norm(reference, task)(x, weight, bias, eps=eps), name="forward(x)")


def _gradients(student, reference, rng, task):
    """Yield, for each shape of x, a layer after backward, its dx, and the gradients that autograd finds."""
    eps = float(rng.uniform(0.2, 0.5))
    layer, weight, bias = _layer(student, rng, task, _features(task, NORMS[task][0]), eps=eps)
    for shape in NORMS[task]:
        x, dout = _input(rng, task, shape), rng.normal(size=shape)
        layer.forward(x)
        dx = _silent(layer.backward.observe(dout))
        yield layer, dx, _norm(reference, task).backward(dout, x, weight, bias, eps=eps)


@each_norm(2)
def test_dx_is_the_chain_rule(student, reference, rng, task):
    """backward(dout) returns dL/dx, where mean and variance depend on x, too."""
    for _, dx, expected in _gradients(student, reference, rng, task):
        assert_matches(dx, expected[0], name="dx")


@each_norm(1)
def test_dweight_sums_over_all_else(student, reference, rng, task):
    """grads['weight'] is dL/dweight, summed over all axes but the one that weight has."""
    for layer, _, expected in _gradients(student, reference, rng, task):
        assert_gradients(layer, {"weight": expected[1]})


@each_norm(1)
def test_dbias_sums_over_all_else(student, reference, rng, task):
    """grads['bias'] is dL/dbias, summed over all axes but the one that bias has."""
    for layer, _, expected in _gradients(student, reference, rng, task):
        assert_gradients(layer, {"bias": expected[2]})


@each_norm(1, batch=True)
def test_running_statistics_follow_the_batches(student, reference, rng, task):
    """After each batch they are (1 - momentum) * old + momentum * batch, of variances divided by n - 1."""
    features = _features(task, NORMS[task][0])
    for more in ({}, {"momentum": float(rng.uniform(0.6, 0.9))}):
        layer, _, _ = _layer(student, rng, task, features, **more)
        batches = [_input(rng, task, (n, features, *NORMS[task][0][2:])) for n in (3, 5)]
        for each in batches:
            layer.forward(each)
        mean, var = reference.running_statistics(batches, **more)
        assert_matches(layer.running_mean, mean, name="running_mean")
        assert_matches(layer.running_var, var, name="running_var")


def _seasoned(student, reference, rng, task, shape, **more):
    """Return a layer in evaluation that has seen a batch, its params and its running statistics."""
    layer, weight, bias = _layer(student, rng, task, shape[1], momentum=0.4, **more)
    batch = _input(rng, task, shape)
    layer.forward(batch)
    layer.training = False
    return layer, (weight, bias, *reference.running_statistics([batch], 0.4))


@each_norm(2, batch=True)
def test_evaluation_uses_running_statistics(student, reference, rng, task):
    """With training = False forward uses the running statistics, of one example too, and leaves them as they are."""
    shape = NORMS[task][1]
    layer, state = _seasoned(student, reference, rng, task, shape, eps=0.3)
    for n in (1, 4):
        x = _input(rng, task, (n, *shape[1:]))
        y = _silent(layer.forward.observe(x))
        assert_matches(y, reference.batch_norm_evaluated(x, *state, eps=0.3), name="forward(x) in evaluation")
    assert_matches(layer.running_mean, state[2], name="running_mean after evaluation")
    assert_matches(layer.running_var, state[3], name="running_var after evaluation")


def _evaluated(student, reference, rng, task, shape):
    """Return a layer after a backward in evaluation, its dx, and the gradients that autograd finds."""
    x, dout = _input(rng, task, shape), rng.normal(size=shape)
    layer, state = _seasoned(student, reference, rng, task, shape)
    layer.forward(x)
    dx = _silent(layer.backward.observe(dout))
    return layer, dx, reference.batch_norm_evaluated.backward(dout, x, *state, wrt=[0, 1, 2])


@each_norm(1, batch=True)
def test_evaluation_dx_has_fixed_statistics(student, reference, rng, task):
    """After a forward in evaluation dx is dout * weight / sqrt(running_var + eps)."""
    _, dx, expected = _evaluated(student, reference, rng, task, NORMS[task][1])
    assert_matches(dx, expected[0], name="dx")


@each_norm(1, batch=True)
def test_evaluation_has_gradients_too(student, reference, rng, task):
    """After a forward in evaluation, too, backward sets the gradients of weight and bias."""
    layer, _, expected = _evaluated(student, reference, rng, task, NORMS[task][0])
    assert_gradients(layer, {"weight": expected[1], "bias": expected[2]})


@each_norm(1, batch=True)
def test_backward_keeps_the_mode_of_forward(student, reference, rng, task):
    """backward belongs to the mode of the latest forward also if training has been set to something else since."""
    shape = NORMS[task][0]
    layer, state = _seasoned(student, reference, rng, task, shape)
    for training in (False, True):
        x, dout = _input(rng, task, shape), rng.normal(size=shape)
        layer.training = training
        layer.forward(x)
        layer.training = not training
        dx = layer.backward(dout)
        layer.training = training  # for a diagnosis, which calls forward again
        if training:
            expected = reference.batch_norm.backward(dout, x, *state[:2])[0]
        else:
            expected = reference.batch_norm_evaluated.backward(dout, x, *state, wrt=[0])
        assert_matches(dx, expected, name="dx")


@each_norm(1, batch=True)
def test_one_value_has_no_variance(student, reference, rng, task):
    """One value for each channel is a ValueError in training and nothing special in evaluation; two are enough."""
    features, places = NORMS[task][0][1], tuple(1 for _ in NORMS[task][0][2:])
    layer, weight, bias = _layer(student, rng, task, features)
    one, two = _input(rng, task, (1, features, *places)), _input(rng, task, (2, features, *places))
    assert_rejects(layer.forward.observe(one), "x")
    layer.training = False
    state = weight, bias, np.zeros(features), np.ones(features)
    assert_matches(layer.forward(one), reference.batch_norm_evaluated(one, *state), name="forward(x) in evaluation")
    layer.training = True
    assert_matches(_silent(layer.forward.observe(two)), reference.batch_norm(two, weight, bias), name="forward(x)")


@each_norm(1)
def test_still_values_are_silent(student, reference, rng, task):
    """A channel, or an example, of zeros alone becomes the bias, without a warning, and one far from 0 is right, too.

    A variance from the mean of squares is good to about 1e-16 * 300^2 here, well within what is allowed.
    """
    shape = NORMS[task][1]
    x, dout = _input(rng, task, shape), rng.normal(size=shape)
    still, far = ((0,), (1,)) if task == "LayerNorm" else ((slice(None), 0), (slice(None), 1))
    x[still], x[far] = 0.0, x[far] + 300
    layer, weight, bias = _layer(student, rng, task, _features(task, shape))
    y = _silent(layer.forward.observe(x))
    assert_matches(y, _norm(reference, task)(x, weight, bias), name="forward(x)")
    dx = _silent(layer.backward.observe(dout))
    assert_matches(dx, _norm(reference, task).backward(dout, x, weight, bias, wrt=[0]), name="dx")


@each_norm(1)
def test_gradients_belong_to_the_latest_forward(student, reference, rng, task):
    """After two forwards backward belongs to the second, and calling it twice gives the same: nothing adds up."""
    shape = NORMS[task][0]
    layer, weight, bias = _layer(student, rng, task, _features(task, shape))
    layer.forward(_input(rng, task, shape))
    layer.backward(rng.normal(size=shape))
    x, dout = _input(rng, task, shape), rng.normal(size=shape)
    layer.forward(x)
    layer.backward(dout)
    dx = layer.backward(dout)
    expected = _norm(reference, task).backward(dout, x, weight, bias)
    assert_matches(dx, expected[0], name="dx")
    assert_gradients(layer, {"weight": expected[1], "bias": expected[2]})


@each_norm(1)
def test_layer_leaves_its_arguments_alone(student, reference, rng, task):
    """forward and backward never modify x or dout, however they lie in memory."""
    shape = NORMS[task][1]
    layer, weight, bias = _layer(student, rng, task, _features(task, shape))
    x, dout = _input(rng, task, shape[::-1] if task == "LayerNorm" else shape), rng.normal(size=shape)
    x = x.T if task == "LayerNorm" else np.asfortranarray(x)
    dout = np.repeat(dout, 2, axis=0)[::2]
    for observed in ("observe_frozen", "observe"):
        forward = getattr(layer.forward, observed)(x)
        assert_untouched(forward)
        assert_matches(forward.value, _norm(reference, task)(x, weight, bias), name="forward(x)")
        backward = getattr(layer.backward, observed)(dout)
        assert_untouched(backward)
        assert_matches(backward.value, _norm(reference, task).backward(dout, x, weight, bias, wrt=[0]), name="dx")


@each_norm(1)
def test_layer_rejects_what_does_not_fit(student, rng, task):
    """An x with another number of axes, or of features, is a ValueError."""
    layer = getattr(student, task)(3)
    for shape in MISFITS[task]:
        assert_rejects(layer.forward.observe(rng.normal(size=shape)), "x")


@each_norm(1)
def test_two_layers_share_nothing(student, reference, rng, task):
    """Each layer has params, grads, statistics and a mode of its own."""
    shape = NORMS[task][0]
    features = _features(task, shape)
    one, weight, bias = _layer(student, rng, task, features)
    other = getattr(student, task)(features)
    x, y, dout = _input(rng, task, shape), _input(rng, task, shape), rng.normal(size=shape)
    one.forward(x)
    assert_matches(
        other.forward(y), _norm(reference, task)(y, np.ones(features), np.zeros(features)), name="forward(x)"
    )
    dx = one.backward(dout)
    other.backward(rng.normal(size=shape))
    expected = _norm(reference, task).backward(dout, x, weight, bias)
    assert_matches(dx, expected[0], name="dx")
    assert_gradients(one, {"weight": expected[1], "bias": expected[2]})
    if task != "LayerNorm":
        mean, var = reference.running_statistics([x])
        assert_matches(one.running_mean, mean, name="running_mean")
        assert_matches(one.running_var, var, name="running_var")
        other.training = False
        assert_matches(one.forward(x), reference.batch_norm(x, weight, bias), name="forward(x)")


@each_norm(1)
@pytest.mark.hidden
def test_layer_of_any_shape(student, reference, rng, task):
    """Outputs and gradients are right for every shape."""
    for shape in OTHER_SHAPES[task]:
        x, dout = _input(rng, task, shape), rng.normal(size=shape)
        layer, weight, bias = _layer(student, rng, task, _features(task, shape))
        y = _silent(layer.forward.observe(x))
        assert_matches(y, _norm(reference, task)(x, weight, bias), name="forward(x)")
        dx = layer.backward(dout)
        expected = _norm(reference, task).backward(dout, x, weight, bias)
        assert_matches(dx, expected[0], name="dx")
        assert_gradients(layer, {"weight": expected[1], "bias": expected[2]})


# EarlyStopping


def _assert_step(stopper, told, expected):
    """Compare what step says of the last of the losses that it was told with what it should say."""
    stop = stopper.step(told[-1])
    assert isinstance(stop, bool | np.bool_), f"step should return True or False, not a {type(stop).__name__}"
    shown = ", ".join(f"{loss:g}" for loss in told)
    assert bool(stop) == expected, f"after the losses {shown} step should return {expected}, it returns {stop}"


def _assert_stops(student, losses, patience, expected):
    stopper = student.EarlyStopping(patience)
    for place, wanted in enumerate(expected):
        _assert_step(stopper, losses[: place + 1], wanted)


@pytest.mark.points(2, task="EarlyStopping")
def test_patience_ends(student):
    """With patience 2 the second loss in a row that is not below the best one stops; an equal one is not below."""
    _assert_stops(student, [0.5, 0.4, 0.4, 0.6], 2, [False, False, False, True])


@pytest.mark.points(1, task="EarlyStopping")
def test_equal_losses_are_no_improvement(student):
    """The first loss is the best so far, and the same again is none that is better."""
    _assert_stops(student, [0.7, 0.7, 0.7, 0.7], 3, [False, False, False, True])


@pytest.mark.points(1, task="EarlyStopping")
def test_an_improvement_begins_the_count_again(student):
    """A new best, however little it is better, gives the whole patience back."""
    losses = [3.0, 4.0, 4.0, 3.0 - 1e-9, 5.0, 4.0, 3.0 - 2e-9, 3.5, 3.5, 3.5]
    _assert_stops(student, losses, 3, [False] * 9 + [True])


@pytest.mark.points(1, task="EarlyStopping")
def test_losses_are_compared_with_the_best(student):
    """A loss that is below the one before, but not below the best, is no improvement."""
    _assert_stops(student, [1.0, 3.0, 2.0, 1.5], 3, [False, False, False, True])


@pytest.mark.points(1, task="EarlyStopping")
def test_patience_of_one(student):
    """With patience 1 the first loss that is not below the best one stops."""
    _assert_stops(student, [2.0, 1.0, 0.5, 0.5], 1, [False, False, False, True])


@pytest.mark.points(1, task="EarlyStopping")
def test_it_goes_on_saying_stop(student):
    """As long as nothing gets better step goes on returning True."""
    _assert_stops(student, [1.0, 2.0, 2.0, 3.0, 1.0, 2.0], 2, [False, False, True, True, True, True])


@pytest.mark.points(1, task="EarlyStopping")
def test_losses_of_any_size(student):
    """Losses may be negative, huge or tiny: the first one is the best so far, whatever it is."""
    _assert_stops(student, [-1.0, -2.0, -1.5, -3.0, -2.0, -2.0], 2, [False] * 5 + [True])
    _assert_stops(student, [1e30, 9e29, 1e30, 1e300], 2, [False, False, False, True])
    _assert_stops(student, [1e-20, 1e-21, 1e-22, 1e-22], 1, [False, False, False, True])


@pytest.mark.points(1, task="EarlyStopping")
def test_two_watches_share_nothing(student):
    """Each EarlyStopping has a patience, a best loss and a count of its own."""
    one, other = student.EarlyStopping(2), student.EarlyStopping(1)
    for told, stop in (([3.0], False), ([3.0, 4.0], False), ([3.0, 4.0, 5.0], True)):
        _assert_step(one, told, stop)
        _assert_step(other, [-loss for loss in told], expected=False)


@pytest.mark.points(1, task="EarlyStopping")
@pytest.mark.hidden
def test_any_losses_and_patience(student, reference, rng):
    """step says stop when it should for any losses and patience."""
    for patience in (1, 2, 3, 5):
        losses, best = [], 5.0
        for _ in range(4):
            best -= float(rng.uniform(0.1, 0.9))
            losses += [best, *(best + float(worse) for worse in rng.uniform(0, 1, size=rng.integers(patience)))]
        losses += [best + 1, *[best] * patience]
        said = student.probes.decisions(student.EarlyStopping, patience, losses)
        assert all(isinstance(stop, bool | np.bool_) for stop in said), "step should return True or False"
        expected = reference.early_stopping(losses, patience)
        assert [bool(stop) for stop in said] == expected, f"with patience {patience} it says stop at other times"
