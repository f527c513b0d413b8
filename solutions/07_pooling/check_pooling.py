"""Checks of pooling: values and gradients against PyTorch, windows of every kind, ties, dtypes, purity, rejections."""

import numpy as np
import pytest

from dlgrade.compare import assert_keys, assert_matches, assert_no_warnings, assert_rejects, assert_untouched

FIGURE = np.array([[[[5.0, 11, 19, 8], [16, 23, 23, 16], [12, 7, 15, 10], [3, 10, 8, 2]]]])
POOLS = ["max_pool2d", "avg_pool2d"]
FUNCTIONS = [*POOLS, "global_avg_pool2d", "flatten"]
LAYERS = {"MaxPool2d": "max_pool2d", "AvgPool2d": "avg_pool2d", "Flatten": "flatten"}
WINDOWS = [  # the image's shape, and what the pools are given after it: kernel, stride, padding
    ((1, 1, 1, 1), 1),
    ((3, 1, 7, 2), (2, 1), (3, 1)),
    ((1, 3, 9, 4), 4, 3, 2),
    ((2, 2, 5, 8), (5, 2), (1, 3), (2, 0)),
    ((4, 1, 2, 3), (4, 5), None, (1, 2)),
    ((1, 2, 1, 11), (1, 4), (1, 2), (0, 1)),
]
SHAPES = {
    "global_avg_pool2d": [(1, 1, 1, 1), (1, 4, 3, 2), (3, 1, 2, 7), (2, 5, 1, 3), (4, 2, 6, 1)],
    "flatten": [(1, 1), (3, 5), (1, 7, 2), (4, 1, 3), (2, 1, 4, 3), (2, 3, 2, 2, 4)],
}


def _marked(tasks, points):
    cases = [pytest.param(task, marks=pytest.mark.points(points, task=task)) for task in tasks]
    return pytest.mark.parametrize("task", cases)


def each(functions, points=1, *, only=("", "_backward")):
    """Make one check of a task for each of some functions, and for each of their backwards."""
    return _marked([name + suffix for name in functions for suffix in only], points)


def each_layer(points=1):
    """Make one check of a task for each layer."""
    return _marked(LAYERS, points)


def _image(rng, shape):
    """Draw negative entries, which a padding of zeros beats, 0.05 and more apart: a maximum has a kink at a tie."""
    size = int(np.prod(shape))
    return -(rng.permutation(size) + rng.uniform(1, 1.5, size=size)).reshape(shape) / 10


def _peaked(rng, shape, row, column):
    """Draw images with their largest entry at one place, so that every window that reaches it has the same maximum."""
    x = _image(rng, shape)
    x[:, :, row, column] = -0.01
    return x


def _case(rng, task):
    """Return an image, no two of whose axes are equal, and a kernel, stride and padding if the task takes them."""
    if task.removesuffix("_backward") in POOLS:
        return _image(rng, (2, 3, 4, 5)), 2, 2, 1
    return (_image(rng, (2, 3, 4, 5)),)


def _asked(reference, rng, task, x, window):
    """Return the arguments of a task, the answer to expect, and what to call it."""
    function = task.removesuffix("_backward")
    forward, name = getattr(reference, function), f"{function}({', '.join(map(str, ('x', *window)))})"
    output = forward(x, *window)
    if task == function:
        return (x, *window), output, name
    dout = rng.normal(size=output.shape).astype(x.dtype)
    return (dout, x, *window), forward.backward(dout, x, *window), f"dx of {name}"


def _judge(student, reference, rng, task, x, *window, **more):
    """Compare a pool with PyTorch's, or a backward with the gradient that autograd finds; nothing may warn."""
    arguments, expected, name = _asked(reference, rng, task, x, window)
    call = getattr(student, task).observe(*arguments)
    assert_no_warnings(call)
    assert_matches(call.value, expected, name=name, **more)


# The windows of max_pool2d and avg_pool2d


@each(POOLS, 2)
def test_windows_side_by_side(student, reference, rng, task):
    """Where the kernel is 2 and no stride is given, every 2 x 2 of each channel is one window."""
    _judge(student, reference, rng, task, _image(rng, (2, 3, 2, 6)), 2)


@each(POOLS)
def test_sizes_are_pairs_of_height_and_width(student, reference, rng, task):
    """kernel, stride and padding may be pairs: the height first, then the width."""
    _judge(student, reference, rng, task, _image(rng, (1, 2, 4, 6)), (2, 3))
    _judge(student, reference, rng, task, _image(rng, (2, 1, 5, 4)), (2, 1), (1, 2))
    _judge(student, reference, rng, task, _image(rng, (1, 2, 4, 3)), (3, 5), (1, 2), (0, 2))


@each(POOLS)
def test_windows_overlap(student, reference, rng, task):
    """Where the stride is smaller than the kernel, windows share entries, and their gradients are added up."""
    _judge(student, reference, rng, task, _peaked(rng, (2, 1, 4, 6), 1, 2), 3, 1)
    _judge(student, reference, rng, task, _peaked(rng, (1, 2, 7, 5), 2, 2), 3, 2)


@each(POOLS)
def test_windows_leave_gaps(student, reference, rng, task):
    """Where the stride is larger than the kernel, entries between the windows have no say, and the gradient 0."""
    _judge(student, reference, rng, task, _image(rng, (2, 1, 5, 8)), 2, 3)
    _judge(student, reference, rng, task, _image(rng, (1, 2, 7, 4)), 1, 3)


@each(POOLS)
def test_sizes_round_down(student, reference, rng, task):
    """Rows and columns at the end that make no whole window have no say, and the gradient 0."""
    _judge(student, reference, rng, task, _image(rng, (2, 1, 5, 7)), 2)
    _judge(student, reference, rng, task, _image(rng, (1, 2, 7, 8)), 3)


@each(POOLS)
def test_padding_is_added_on_each_side(student, reference, rng, task):
    """Padding never is a maximum, counts as zeros in an average, and the kernel may be as large as the padded image."""
    _judge(student, reference, rng, task, _image(rng, (2, 1, 4, 6)), 2, None, 1)
    _judge(student, reference, rng, task, _image(rng, (1, 2, 3, 5)), 3, 3, 1)
    _judge(student, reference, rng, task, _image(rng, (1, 1, 2, 3)), 4, None, 1)


@pytest.mark.hidden
@each(POOLS, 2)
def test_any_window_is_right(student, reference, rng, task):
    """Every kernel, stride and padding, and images of every size, give the right answer."""
    for shape, *window in WINDOWS:
        x = _image(rng, shape)
        _judge(student, reference, rng, task, x if len(window) > 2 else x - x.mean(), *window)


@each(POOLS)
def test_windows_that_do_not_fit_are_rejected(student, task):
    """Wrong axes, too large a kernel and too much padding are ValueErrors that name x, kernel or padding."""
    for output, shape, window, naming in (
        ((2, 3, 3, 2), (3, 6, 4), (2,), "x"),
        ((2, 3, 3, 2), (2, 3, 6, 4, 2), (2,), "x"),
        ((2, 3, 0, 1), (2, 3, 3, 5), (4,), "kernel"),
        ((2, 3, 2, 0), (2, 3, 7, 3), (6, 2, 1), "kernel"),
        ((2, 3, 6, 8), (2, 3, 4, 6), (3, 1, 2), "padding"),
        ((2, 3, 6, 6), (2, 3, 4, 6), ((3, 5), 1, 2), "padding"),
        ((2, 3, 4, 7), (2, 3, 4, 5), ((1, 3), 1, (0, 2)), "padding"),
    ):
        arguments = (np.ones(shape), *window)
        if task.endswith("_backward"):
            arguments = (np.ones(output), *arguments)
        assert_rejects(getattr(student, task).observe(*arguments), naming)


# What only one of them does


@pytest.mark.points(1, task="max_pool2d")
def test_the_largest_of_each_window_stays(student):
    """(5 11 19 8), (16 23 23 16), (12 7 15 10), (3 10 8 2), pooled 2 x 2, is (23 23), (12 15)."""
    assert_matches(student.max_pool2d(FIGURE, 2), np.array([[[[23.0, 23], [12, 15]]]]), name="max_pool2d(x, 2)")


@pytest.mark.points(1, task="avg_pool2d")
def test_the_average_of_each_window_stays(student):
    """(5 11 19 8), (16 23 23 16), (12 7 15 10), (3 10 8 2), averaged 2 x 2, is (13.75 16.5), (8 8.75)."""
    assert_matches(student.avg_pool2d(FIGURE, 2), np.array([[[[13.75, 16.5], [8, 8.75]]]]), name="avg_pool2d(x, 2)")


@pytest.mark.points(1, task="max_pool2d_backward")
def test_gradient_goes_to_the_largest(student):
    """The gradient ((1, 2), (3, 4)) goes back to the two 23, to the 12 and to the 15; everything else gets 0."""
    expected = np.array([[[[0.0, 0, 0, 0], [0, 1, 2, 0], [3, 0, 4, 0], [0, 0, 0, 0]]]])
    assert_matches(student.max_pool2d_backward(np.array([[[[1.0, 2], [3, 4]]]]), FIGURE, 2), expected, name="dx")


@pytest.mark.points(1, task="avg_pool2d_backward")
def test_gradient_is_shared_out(student):
    """Of the gradient ((4, 8), (12, 16)) every entry of a window gets a quarter of the window's: 1, 2, 3 or 4."""
    expected = np.array([[[[1.0, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]]]])
    assert_matches(student.avg_pool2d_backward(np.array([[[[4.0, 8], [12, 16]]]]), FIGURE, 2), expected, name="dx")


@each(["max_pool2d"])
def test_padding_is_below_every_number(student, reference, rng, task):
    """Padding loses against negative entries, however large they are."""
    for size in (1.0, 1e9, 1e30):
        _judge(student, reference, rng, task, size * (_image(rng, (2, 1, 4, 5)) - 1), 3, 3, 1)


@pytest.mark.points(1, task="max_pool2d_backward")
def test_a_tie_goes_to_the_first(student, reference, rng):
    """Of equal maxima the first one of the window, row by row, gets the whole gradient."""
    _judge(student, reference, rng, "max_pool2d_backward", np.full((2, 1, 4, 6), -1.5), 2)
    _judge(
        student, reference, rng, "max_pool2d_backward", np.tile([[-3.0, -3, -2], [-2, -2, -3]], (1, 2, 2, 3)), (2, 3)
    )
    _judge(student, reference, rng, "max_pool2d_backward", rng.integers(2, size=(2, 1, 6, 9)) - 0.5, (2, 3))


@pytest.mark.points(1, task="max_pool2d_backward")
@pytest.mark.hidden
def test_each_of_several_windows_settles_its_ties(student, reference, rng):
    """Where windows overlap or meet padding, each hands its gradient to its own first maximum."""
    chessboard = np.indices((5, 7)).sum(axis=0) % 2 - 2.0
    for window in ((3, 1), ((2, 3), (1, 2)), ((5, 3), (1, 2), (2, 1))):
        _judge(student, reference, rng, "max_pool2d_backward", rng.integers(-2, 0, size=(2, 1, 5, 7)) * 1.0, *window)
        _judge(student, reference, rng, "max_pool2d_backward", np.tile(chessboard, (1, 2, 1, 1)), *window)


# global_avg_pool2d and flatten


@pytest.mark.points(1, task="global_avg_pool2d")
def test_every_channel_becomes_one_number(student, reference, rng):
    """The result is (N, C): the average of each channel of each image."""
    _judge(student, reference, rng, "global_avg_pool2d", _image(rng, (2, 3, 4, 5)))


@pytest.mark.points(2, task="global_avg_pool2d_backward")
def test_every_entry_gets_the_same_share(student, reference, rng):
    """Each entry gets its channel's gradient, divided by the number of entries of the channel."""
    _judge(student, reference, rng, "global_avg_pool2d_backward", _image(rng, (2, 3, 4, 5)))


@pytest.mark.points(1, task="flatten")
def test_each_example_becomes_one_row(student, reference, rng):
    """Images of (3, 4, 5) become rows of 60: channel by channel, row by row."""
    _judge(student, reference, rng, "flatten", _image(rng, (2, 3, 4, 5)))


@pytest.mark.points(1, task="flatten_backward")
def test_each_row_becomes_an_example_again(student, reference, rng):
    """Every gradient goes back to where its number came from."""
    _judge(student, reference, rng, "flatten_backward", _image(rng, (2, 3, 4, 5)))


@each(["flatten"])
def test_order_does_not_depend_on_memory(student, reference, rng, task):
    """The last axis runs fastest, in whatever order the arrays lie in memory."""
    for order in ((0, 1, 2, 3), (3, 2, 1, 0), (0, 3, 1, 2)):
        x = _image(rng, (2, 3, 4, 5)).transpose(order)
        (*dout, _), expected, name = _asked(reference, rng, task, x, ())
        arguments = (*map(np.asfortranarray, dout), x)
        assert_matches(getattr(student, task)(*arguments), expected, name=name)


@pytest.mark.hidden
@each(["global_avg_pool2d", "flatten"])
def test_any_size_is_right(student, reference, rng, task):
    """Every shape, that of a batch of one too, gives the right answer."""
    for shape in SHAPES[task.removesuffix("_backward")]:
        _judge(student, reference, rng, task, _image(rng, shape))


@each(["global_avg_pool2d"])
def test_what_are_no_images_is_rejected(student, task):
    """x without four axes is a ValueError that names x."""
    for shape in ((3, 4, 5), (2, 3, 4, 5, 2)):
        arguments = ([np.ones((2, 3))] if task.endswith("_backward") else []) + [np.ones(shape)]
        assert_rejects(getattr(student, task).observe(*arguments), "x")


# What all of them have in common


@each(FUNCTIONS)
def test_float32_is_kept(student, reference, rng, task):
    """float32 in gives float32 out, as exact as float32 is."""
    x, *window = _case(rng, task)
    _judge(student, reference, rng, task, x.astype(np.float32), *window, dtype=np.float32, terms=35)


@each(FUNCTIONS)
def test_inputs_are_left_alone(student, reference, rng, task):
    """The arguments are never modified, not for a moment, however they lie in memory."""
    x, *window = _case(rng, task)
    window = window[:2]  # no padding, which makes a copy
    arguments, expected, name = _asked(reference, rng, task, x, window)
    arrays = [
        np.asfortranarray(np.repeat(value, 2, axis=0))[::2] for value in arguments if isinstance(value, np.ndarray)
    ]
    call = getattr(student, task).observe_frozen(*arrays, *window)
    assert_untouched(call)
    assert_matches(call.value, expected, name=name)
    assert_untouched(getattr(student, task).observe(*arrays, *window))


@each(FUNCTIONS, only=("_backward",))
def test_a_gradient_of_another_shape_is_rejected(student, task):
    """dout that does not have the output's shape is a ValueError that names dout: nothing is broadcast in silence."""
    x, *window = np.ones((2, 3, 6, 4)), *((2,) if task.removesuffix("_backward") in POOLS else ())
    shapes = {
        "global_avg_pool2d_backward": [(2, 1), (1, 3), (3, 2), (3,), (2, 3, 1, 1)],
        "flatten_backward": [(72, 2), (2, 3, 6, 4), (144,), (2, 71)],
    }.get(task, [(1, 3, 3, 2), (2, 1, 3, 2), (2, 3, 1, 2), (2, 3, 3, 1), (3, 3, 2), (2, 3, 2, 3), (2, 3, 6, 4)])
    for shape in shapes:
        assert_rejects(getattr(student, task).observe(np.ones(shape), x, *window), "dout")


# The layers


def _layers(student, task, count=1):
    """Return layers of the same kind, and what their function is given after x."""
    window = () if task == "Flatten" else (2, 3, 1)
    return [*(getattr(student, task)(*window) for _ in range(count)), window]


def _passed(reference, rng, task, shape, window):
    """Return an image, an upstream gradient, and the output and the gradient to expect."""
    function, x = getattr(reference, LAYERS[task]), _image(rng, shape)
    output = function(x, *window)
    dout = rng.normal(size=output.shape)
    return x, dout, output, function.backward(dout, x, *window)


@each_layer()
def test_forward_is_that_of_the_function(student, reference, rng, task):
    """forward(x) is what the function of the same name gives, with the layer's arguments."""
    layer, window = _layers(student, task)
    x, _, output, _ = _passed(reference, rng, task, (2, 3, 4, 5), window)
    assert_matches(layer.forward(x), output, name="forward(x)")


@each_layer(2)
def test_backward_is_the_gradient(student, reference, rng, task):
    """backward(dout) is dL/dx, as autograd finds it."""
    layer, window = _layers(student, task)
    x, dout, _, dx = _passed(reference, rng, task, (2, 3, 4, 5), window)
    layer.forward(x)
    assert_matches(layer.backward(dout), dx, name="dx")


@each_layer()
def test_there_is_nothing_to_learn(student, rng, task):
    """params and grads are {}, before and after a pass."""
    layer, _ = _layers(student, task)
    assert_keys(layer.params, [], name="params")
    layer.backward(np.full(np.shape(layer.forward(_image(rng, (2, 3, 4, 5)))), 0.5))  # of any shape: others judge it
    assert_keys(layer.params, [], name="params after a pass")
    assert_keys(layer.grads, [], name="grads after a pass")


@each_layer()
def test_backward_belongs_to_the_latest_forward(student, reference, rng, task):
    """After two forwards, of batches and images of other sizes, backward is that of the second."""
    layer, window = _layers(student, task)
    for shape in ((2, 3, 4, 5), (3, 2, 5, 4)):
        x, dout, output, dx = _passed(reference, rng, task, shape, window)
        assert_matches(layer.forward(x), output, name="forward(x)")
    assert_matches(layer.backward(dout), dx, name="dx")


@each_layer()
def test_backward_again_gives_the_same(student, reference, rng, task):
    """A second backward gives what the first gave: nothing is added up over calls, or used up."""
    layer, window = _layers(student, task)
    x, dout, _, dx = _passed(reference, rng, task, (2, 3, 4, 5), window)
    layer.forward(x)
    for name in ("dx of the first backward", "dx of the second backward"):
        assert_matches(layer.backward(dout), dx, name=name)


@each_layer()
def test_two_layers_share_nothing(student, reference, rng, task):
    """A forward of one layer leaves another as it was: each one's backward belongs to its own forward."""
    one, other, window = _layers(student, task, 2)
    passes = [_passed(reference, rng, task, shape, window) for shape in ((2, 3, 4, 5), (3, 2, 5, 4))]
    for layer, (x, *_) in zip((one, other), passes, strict=True):
        layer.forward(x)
    for layer, (_, dout, _, dx) in zip((one, other), passes, strict=True):
        assert_matches(layer.backward(dout), dx, name="dx")


@each_layer()
def test_layers_leave_their_inputs_alone(student, reference, rng, task):
    """forward and backward never modify what they are given, not for a moment."""
    layer, window = _layers(student, task)
    x, dout, output, dx = _passed(reference, rng, task, (2, 3, 4, 5), window)
    for method, argument, expected in ((layer.forward, x, output), (layer.backward, dout, dx)):
        call = method.observe_frozen(argument)
        assert_untouched(call)
        assert_matches(call.value, expected, name="forward(x)" if argument is x else "dx")


@pytest.mark.points(1, task="MaxPool2d")
@pytest.mark.hidden
def test_max_layers_of_any_window(student, reference, rng):
    """A layer takes every kernel, stride and padding that the function takes."""
    _any_window(student, reference, rng, "MaxPool2d")


@pytest.mark.points(1, task="AvgPool2d")
@pytest.mark.hidden
def test_avg_layers_of_any_window(student, reference, rng):
    """A layer takes every kernel, stride and padding that the function takes."""
    _any_window(student, reference, rng, "AvgPool2d")


def _any_window(student, reference, rng, task):
    for shape, *window in WINDOWS:
        layer = getattr(student, task)(*window)
        x, dout, output, dx = _passed(reference, rng, task, shape, window)
        assert_matches(layer.forward(x), output, name="forward(x)")
        assert_matches(layer.backward(dout), dx, name="dx")


@pytest.mark.points(1, task="Flatten")
@pytest.mark.hidden
def test_flatten_layers_of_any_shape(student, reference, rng):
    """One layer takes every shape, one after the other."""
    (layer, _) = _layers(student, "Flatten")
    for shape in SHAPES["flatten"]:
        x, dout, output, dx = _passed(reference, rng, "Flatten", shape, ())
        assert_matches(layer.forward(x), output, name="forward(x)")
        assert_matches(layer.backward(dout), dx, name="dx")
