"""Checks of convolution: worked values, a picture, every layout and gradient against PyTorch, bad arguments."""

import re
from pathlib import Path

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

PICTURE = Path(__file__).with_name("picture.npy")  # a photograph, (120, 160) uint8
DETECTOR = [[0.0, 0, 1], [1, 0, 0], [0, 1, 1]]
FILTERS = {
    "sharpen": [[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "blur": [[1.0, 1, 1], [1, 1, 1], [1, 1, 1]],
    "edge enhance": [[0.0, 0, 0], [-1, 1, 0], [0, 0, 0]],
}
CASES = {  # size of the images, kernel, stride, padding; lengths differ wherever two could be mixed up
    "plain": ((3, 7), (2, 4), 1, 0),
    "strided and padded": ((7, 12), (2, 4), (2, 3), (1, 2)),
    "pixels left over": ((7, 9), (4, 2), (2, 3), 0),
    "ints": ((8, 6), 3, 2, 1),
}
MORE = [  # for hidden checks: batch, channels, and the same
    (1, 1, (5, 3), (1, 1), 1, 0),
    (2, 3, (5, 8), (4, 2), (1, 2), (2, 0)),
    (3, 1, (9, 10), (2, 1), (3, 4), (0, 1)),
    (1, 3, (3, 6), (3, 6), 1, 0),
    (1, 2, (2, 7), (3, 2), (4, 3), (1, 2)),
    (11, 1, (2, 3), (2, 2), 1, (0, 1)),
]
MORE_SAME = [(1, 2, (3, 5), (4, 1)), (3, 1, (4, 6), (5, 6))]
TERMS = 200  # numbers summed for one entry, at most
GRADIENTS = ("dx", "dweight", "dbias")
each_gradient = pytest.mark.parametrize("name", GRADIENTS)


def _spread(array):
    """Return equal numbers that lie in memory neither side by side nor in the usual order."""
    return np.asfortranarray(np.repeat(array, 2, axis=-1))[..., ::2]


def _kernel(kernel):
    return (kernel, kernel) if isinstance(kernel, int) else kernel


def _images(rng, size, batch=2, channels=3):
    return rng.normal(size=(batch, channels, *size))


def _assert_rejects(call, *names):
    """Raise CheckFailure unless a ValueError names one of the arguments that may be said to be at fault."""
    said = call.error.text if call.error is not None else ""
    assert_rejects(call, next((name for name in names if re.search(rf"\b{name}\b", said)), names[0]))


# output_size


def _assert_size(student, expected, *arguments):
    name = "output_size({}, {}, {}, {})".format(*arguments)
    assert_matches(student.output_size(*arguments), expected, name=name, dtype=np.int64)


@pytest.mark.points(1, task="output_size")
def test_a_kernel_has_as_many_places_as_it_can_move_plus_one(student):
    """With steps of 1 and no padding 7 pixels have 5 places for a kernel of 3, 7 for one of 1, and 1 for one of 7."""
    for kernel, places in ((3, 5), (1, 7), (7, 1), (4, 4)):
        _assert_size(student, places, 7, kernel, 1, 0)


@pytest.mark.points(1, task="output_size")
def test_padding_counts_on_both_sides(student):
    """3 zeros at each end make 8 pixels 14; (k - 1) / 2 zeros keep the size for an odd kernel."""
    for size, kernel, padding, places in ((8, 5, 3, 10), (28, 3, 1, 28), (9, 7, 3, 9), (2, 5, 2, 2)):
        _assert_size(student, places, size, kernel, 1, padding)


@pytest.mark.points(1, task="output_size")
def test_steps_round_down(student):
    """Pixels that no whole step reaches stay unused, be it few or almost enough for one more place."""
    for size, kernel, stride, places in ((7, 3, 2, 3), (8, 3, 2, 3), (11, 3, 5, 2), (12, 3, 5, 2), (8, 7, 4, 1)):
        _assert_size(student, places, size, kernel, stride, 0)


@pytest.mark.points(1, task="output_size")
def test_sizes_of_famous_networks(student):
    """AlexNet's first layer makes 55 pixels of 227, ResNet's 112 of 224."""
    _assert_size(student, 55, 227, 11, 4, 0)
    _assert_size(student, 112, 224, 7, 2, 3)


@pytest.mark.points(1, task="output_size")
def test_a_kernel_that_does_not_fit_is_rejected(student):
    """A kernel longer than the padded axis is a ValueError that names kernel; one that just fits has one place."""
    for arguments in ((4, 5, 1, 0), (4, 9, 3, 2), (1, 4, 2, 1)):
        assert_rejects(student.output_size.observe(*arguments), "kernel")
    _assert_size(student, 1, 3, 7, 2, 2)


@pytest.mark.points(1, task="output_size")
@pytest.mark.hidden
def test_any_size_is_counted(student, reference, rng):
    """The number of places is right for every size, kernel, stride and padding, whether steps come out even or not."""
    for _ in range(6):
        stride, padding, places = (int(rng.integers(low, high)) for low, high in ((2, 8), (0, 4), (1, 9)))
        kernel = 2 * padding + int(rng.integers(1, 7))
        for unused in (0, stride - 1):
            arguments = (places - 1) * stride + kernel + unused - 2 * padding, kernel, stride, padding
            _assert_size(student, reference.output_size(*arguments), *arguments)


# convolve2d


def _assert_convolved(student, reference, image, kernel, **more):
    assert_matches(student.convolve2d(image, kernel), reference.convolve2d(image, kernel), name="result", **more)


@pytest.mark.points(1, task="convolve2d")
def test_the_worked_example(student):
    """The detector of the README answers with 4 where its pattern is, and with less elsewhere."""
    image = np.zeros((7, 7))
    image[[1, 1, 3, 4, 4, 5, 5, 5], [1, 5, 3, 1, 5, 2, 3, 4]] = 1
    expected = [[0.0, 1, 0, 0, 0], [0, 1, 1, 1, 0], [1, 0, 0, 2, 1], [1, 4, 2, 1, 0], [0, 0, 1, 2, 1]]
    assert_matches(student.convolve2d(image, np.array(DETECTOR)), np.array(expected), name="result")


@pytest.mark.points(2, task="convolve2d")
def test_every_window_is_multiplied_and_added_up(student, reference, rng):
    """Entry (i, j) is the sum of kernel times window, whose corner is (i, j), of an image that is not square."""
    _assert_convolved(student, reference, rng.normal(size=(5, 7)), rng.normal(size=(2, 4)))


@pytest.mark.points(1, task="convolve2d")
def test_filters_of_a_picture(student, reference):
    """Sharpening, blurring and finding edges in a photograph gives every pixel as it is, not clipped, not rounded."""
    picture = np.load(PICTURE).astype(np.float64)
    for name, kernel in FILTERS.items():
        call = student.convolve2d.observe(picture, np.array(kernel))
        assert_no_warnings(call)
        assert_matches(call.value, reference.convolve2d(picture, np.array(kernel)), name=f"convolve2d(picture, {name})")


@pytest.mark.points(1, task="convolve2d")
def test_convolved_float32_is_kept(student, reference, rng):
    """A float32 image gives a float32 result."""
    image, kernel = (rng.normal(size=size).astype(np.float32) for size in ((6, 4), (3, 2)))
    _assert_convolved(student, reference, image, kernel, dtype=np.float32, terms=TERMS)


@pytest.mark.points(1, task="convolve2d")
def test_image_and_kernel_are_left_alone(student, reference, rng):
    """convolve2d modifies neither image nor kernel, however they lie in memory."""
    image, kernel = _spread(rng.normal(size=(6, 5))), _spread(rng.normal(size=(2, 3)))
    call = student.convolve2d.observe_frozen(image, kernel)
    assert_untouched(call)
    assert_matches(call.value, reference.convolve2d(image, kernel), name="result")
    assert_untouched(student.convolve2d.observe(image, kernel))


@pytest.mark.points(1, task="convolve2d")
def test_convolve2d_wants_two_axes(student):
    """An image or a kernel that has not two axes is a ValueError that names it."""
    for image, kernel, name in (((2, 5, 6), (3, 2), "image"), ((5, 6), (3,), "kernel"), ((5, 6), (1, 3, 2), "kernel")):
        assert_rejects(student.convolve2d.observe(np.ones(image), np.ones(kernel)), name)


@pytest.mark.points(1, task="convolve2d")
def test_convolve2d_rejects_a_kernel_that_does_not_fit(student):
    """A kernel higher or wider than the image is a ValueError that names kernel."""
    for image, kernel in (((4, 6), (5, 2)), ((6, 4), (2, 5))):
        _assert_rejects(student.convolve2d.observe(np.ones(image), np.ones(kernel)), "kernel", "image")


@pytest.mark.points(1, task="convolve2d")
@pytest.mark.hidden
def test_any_image_is_convolved(student, reference, rng):
    """The result is right for images and kernels of every size: one pixel, one row, one column, all of it."""
    for size, kernel in (((3, 5), (1, 1)), ((4, 3), (1, 3)), ((5, 2), (3, 1)), ((2, 6), (2, 6)), ((8, 4), (5, 3))):
        _assert_convolved(student, reference, rng.normal(size=size), rng.normal(size=kernel))


# pad2d


def _assert_padded(student, reference, x, padding, **more):
    assert_matches(student.pad2d(x, padding), reference.pad2d(x, padding), name="result", **more)


@pytest.mark.points(1, task="pad2d")
def test_zeros_go_on_all_four_sides(student, reference, rng):
    """pad2d(x, 2) puts two rows or columns of zeros on each side of every image, and nothing anywhere else."""
    _assert_padded(student, reference, _images(rng, (4, 5)), 2)


@pytest.mark.points(1, task="pad2d")
def test_padding_is_height_then_width(student, reference, rng):
    """pad2d(x, (1, 3)) adds one row above and below, and three columns left and right."""
    _assert_padded(student, reference, _images(rng, (4, 5)), (1, 3))


@pytest.mark.points(1, task="pad2d")
def test_no_padding_changes_nothing(student, reference, rng):
    """A padding of 0, in one direction or in both, adds nothing there."""
    for padding in (0, (0, 2), (1, 0)):
        _assert_padded(student, reference, _images(rng, (3, 4)), padding)


@pytest.mark.points(1, task="pad2d")
def test_padded_float32_is_kept(student, reference, rng):
    """float32 in gives float32 out."""
    _assert_padded(student, reference, _images(rng, (3, 4)).astype(np.float32), (2, 1), dtype=np.float32)


@pytest.mark.points(1, task="pad2d")
def test_padded_images_are_left_alone(student, reference, rng):
    """pad2d never modifies x, however it lies in memory."""
    x = _spread(_images(rng, (3, 4)))
    call = student.pad2d.observe_frozen(x, (1, 2))
    assert_untouched(call)
    assert_matches(call.value, reference.pad2d(x, (1, 2)), name="result")
    assert_untouched(student.pad2d.observe(x, (1, 2)))


@pytest.mark.points(1, task="pad2d")
def test_pad2d_wants_four_axes(student):
    """Anything but (N, C, H, W) is a ValueError that names x."""
    for shape in ((3, 4), (2, 3, 4), (1, 2, 3, 4, 5)):
        assert_rejects(student.pad2d.observe(np.ones(shape), 1), "x")


@pytest.mark.points(1, task="pad2d")
@pytest.mark.hidden
def test_any_images_are_padded(student, reference, rng):
    """The padding is right for every batch, number of channels, size and padding."""
    for batch, channels, size, padding in ((1, 1, (1, 1), 1), (3, 1, (5, 2), (4, 0)), (1, 4, (2, 3), (2, 5))):
        _assert_padded(student, reference, _images(rng, size, batch, channels), padding)


# im2col


def _assert_columns(student, reference, x, kernel, stride, padding, **more):
    expected = reference.im2col(x, kernel, stride, padding)
    assert_matches(student.im2col(x, kernel, stride, padding), expected, name="columns", **more)


@pytest.mark.points(1, task="im2col")
def test_a_window_is_a_column(student):
    """The 2x2 windows of the numbers 1 to 12, four in a row, are six columns, the windows of the upper rows first."""
    x = np.arange(1.0, 13).reshape(1, 1, 3, 4)
    expected = [[[1.0, 2, 3, 5, 6, 7], [2, 3, 4, 6, 7, 8], [5, 6, 7, 9, 10, 11], [6, 7, 8, 10, 11, 12]]]
    assert_matches(student.im2col(x, 2, 1, 0), np.array(expected), name="columns")


@pytest.mark.points(1, task="im2col")
@pytest.mark.parametrize("case", CASES)
def test_columns_are_unfolds(student, reference, rng, case):
    """The columns are those of torch.nn.functional.unfold: channel by channel, row by row, for each image."""
    size, *how = CASES[case]
    _assert_columns(student, reference, _images(rng, size), *how)


@pytest.mark.points(1, task="im2col")
def test_columns_of_float32_are_float32(student, reference, rng):
    """float32 in gives float32 out."""
    _assert_columns(student, reference, _images(rng, (5, 4)).astype(np.float32), (3, 2), 1, (0, 1), dtype=np.float32)


@pytest.mark.points(1, task="im2col")
def test_im2col_leaves_images_alone(student, reference, rng):
    """im2col never modifies x, and is right however it lies in memory."""
    x = _spread(_images(rng, (5, 4)))
    call = student.im2col.observe_frozen(x, (2, 3), (2, 1), 0)
    assert_untouched(call)
    assert_matches(call.value, reference.im2col(x, (2, 3), (2, 1), 0), name="columns")
    assert_untouched(student.im2col.observe(x, (2, 3), (2, 1), 0))


@pytest.mark.points(1, task="im2col")
def test_im2col_wants_four_axes(student):
    """Anything but (N, C, H, W) is a ValueError that names x."""
    for shape in ((5, 6), (2, 5, 6), (1, 2, 3, 5, 6)):
        assert_rejects(student.im2col.observe(np.ones(shape), 2, 1, 0), "x")


@pytest.mark.points(1, task="im2col")
def test_im2col_rejects_a_kernel_that_does_not_fit(student, reference, rng):
    """A kernel higher or wider than the padded image is a ValueError that names kernel; one that just fits is none."""
    for kernel, padding in (((5, 2), 0), ((2, 6), 0), ((4, 8), (0, 1)), (7, 1)):
        _assert_rejects(student.im2col.observe(np.ones((1, 2, 4, 5)), kernel, 1, padding), "kernel", "x")
    _assert_columns(student, reference, _images(rng, (4, 5)), (6, 9), 2, (1, 2))


@pytest.mark.points(1, task="im2col")
@pytest.mark.hidden
def test_any_windows_become_columns(student, reference, rng):
    """The columns are right for every batch, number of channels, size, kernel, stride and padding."""
    for batch, channels, size, *how in MORE:
        _assert_columns(student, reference, _images(rng, size, batch, channels), *how)


# col2im


def _columns(rng, size, kernel, stride, padding, batch=2, channels=3):
    """Draw columns for images of a size, and return them with the images' shape."""
    margins = _kernel(padding)
    places = [
        (length + 2 * margin - window) // step + 1
        for length, margin, window, step in zip(size, margins, _kernel(kernel), _kernel(stride), strict=True)
    ]
    entries = channels * _kernel(kernel)[0] * _kernel(kernel)[1]
    return rng.normal(size=(batch, entries, places[0] * places[1])), (batch, channels, *size)


def _assert_images(student, reference, cols, shape, kernel, stride, padding, **more):
    expected = reference.col2im(cols, shape, kernel, stride, padding)
    assert_matches(student.col2im(cols, shape, kernel, stride, padding), expected, name="images", **more)


@pytest.mark.points(1, task="col2im")
def test_columns_of_ones_count_windows(student):
    """Columns of ones put into each pixel the number of windows that it is in."""
    counts = np.outer([1.0, 2, 2, 1], [1.0, 2, 3, 2, 1])
    assert_matches(student.col2im(np.ones((1, 6, 9)), (1, 1, 4, 5), (2, 3), 1, 0), counts[None, None], name="images")


@pytest.mark.points(1, task="col2im")
@pytest.mark.parametrize("case", CASES)
def test_images_are_folds(student, reference, rng, case):
    """The images are those of torch.nn.functional.fold: windows that overlap add up, and padding is cut off."""
    size, *how = CASES[case]
    _assert_images(student, reference, *_columns(rng, size, *how), *how)


@pytest.mark.points(1, task="col2im")
def test_images_of_float32_are_float32(student, reference, rng):
    """float32 in gives float32 out."""
    cols, shape = _columns(rng, (5, 4), (3, 2), 1, (0, 1))
    how = (3, 2), 1, (0, 1)
    _assert_images(student, reference, cols.astype(np.float32), shape, *how, dtype=np.float32, terms=TERMS)


@pytest.mark.points(1, task="col2im")
def test_col2im_leaves_columns_alone(student, reference, rng):
    """col2im never modifies cols, and is right however they lie in memory."""
    how = (2, 3), (2, 1), (1, 0)
    cols, shape = _columns(rng, (5, 4), *how)
    call = student.col2im.observe_frozen(_spread(cols), shape, *how)
    assert_untouched(call)
    assert_matches(call.value, reference.col2im(cols, shape, *how), name="images")
    assert_untouched(student.col2im.observe(_spread(cols), shape, *how))


@pytest.mark.points(1, task="col2im")
def test_col2im_wants_three_axes(student):
    """Columns that are not (N, C * kernel_h * kernel_w, out_h * out_w) are a ValueError that names cols."""
    for shape in ((6, 9), (1, 6, 3, 3)):
        assert_rejects(student.col2im.observe(np.ones(shape), (1, 1, 4, 5), (2, 3), 1, 0), "cols")


@pytest.mark.points(1, task="col2im")
def test_col2im_rejects_a_kernel_that_does_not_fit(student):
    """A kernel higher or wider than the padded image is a ValueError that names kernel."""
    for kernel, padding in (((5, 2), 0), ((2, 6), 0), (7, 1)):
        cols = np.ones((1, 2 * _kernel(kernel)[0] * _kernel(kernel)[1], 1))
        _assert_rejects(student.col2im.observe(cols, (1, 2, 4, 5), kernel, 1, padding), "kernel", "shape", "cols")


@pytest.mark.points(1, task="col2im")
@pytest.mark.hidden
def test_any_columns_become_images(student, reference, rng):
    """The images are right for every batch, number of channels, size, kernel, stride and padding."""
    for batch, channels, size, *how in MORE:
        _assert_images(student, reference, *_columns(rng, size, *how, batch, channels), *how)


# conv2d and conv2d_backward


def _operands(rng, size, kernel, batch=2, channels=3, out_channels=4):
    """Draw images, weight and bias."""
    weight = rng.normal(size=(out_channels, channels, *_kernel(kernel)))
    return _images(rng, size, batch, channels), weight, rng.normal(size=out_channels)


def _case(rng, case):
    """Return the operands of a case, and its stride and padding."""
    size, kernel, stride, padding = CASES[case]
    return _operands(rng, size, kernel), {"stride": stride, "padding": padding}


SAME = {
    "odd": ((6, 7), (3, 5)),
    "even": ((6, 7), (2, 4)),
    "even and odd": ((5, 8), (6, 3)),
}
MISFITS = {  # shapes of x and weight, stride and padding, the arguments that may be said to be at fault
    "axes": [((2, 3, 6), (4, 3, 2, 3), {}, ["x"]), ((1, 3, 6, 5), (4, 2, 3), {}, ["weight"])],
    "channels": [(shape, (4, 3, 2, 3), {}, ["x", "weight"]) for shape in ((1, 1, 6, 5), (2, 4, 6, 5))],
    "kernel": [
        ((1, 3, 4, 5), (4, 3, 7, 2), {"padding": 1}, ["weight", "kernel", "x"]),
        ((1, 3, 5, 4), (4, 3, 2, 5), {}, ["weight", "kernel", "x"]),
    ],
    "same": [
        ((1, 3, 6, 5), (4, 3, 2, 3), {"stride": stride, "padding": "same"}, ["stride", "padding"])
        for stride in (2, (1, 2), (3, 1))
    ],
}


def _assert_conv2d(student, reference, operands, how, **more):
    assert_matches(student.conv2d(*operands, **how), reference.conv2d(*operands, **how), name="output", **more)


@pytest.mark.points(1, task="conv2d")
def test_a_worked_layer(student):
    """Two channels, two kernels and their biases give the numbers of the README."""
    x = np.array([[[[1.0, 2, 0], [0, 1, 3]], [[2.0, 0, 1], [1, 1, 0]]]])
    weight = np.array([[[[1.0, 0], [0, 1]], [[0, 1], [1, 0]]], [[[1, 1], [0, 0]], [[0, 0], [-1, 0]]]])
    expected = np.array([[[[13.0, 17]], [[22, 21]]]])
    assert_matches(student.conv2d(x, weight, np.array([10.0, 20.0])), expected, name="output")


@pytest.mark.points(2, task="conv2d")
def test_every_kernel_sees_all_channels(student, reference, rng):
    """An output channel is the sum over all input channels of kernel times window, plus one bias."""
    operands, _ = _case(rng, "plain")
    _assert_conv2d(student, reference, operands, {})


@pytest.mark.points(1, task="conv2d")
@pytest.mark.parametrize("case", [case for case in CASES if case != "plain"])
def test_stride_and_padding_are_followed(student, reference, rng, case):
    """stride and padding are pairs (height, width) or ints, and pixels that no whole step reaches stay unused."""
    _assert_conv2d(student, reference, *_case(rng, case))


@pytest.mark.points(1, task="conv2d")
@pytest.mark.parametrize("case", SAME)
def test_same_keeps_the_size(student, reference, rng, case):
    """padding="same" gives the output the image's size; an even kernel's extra zero is at the bottom and right."""
    operands = _operands(rng, *SAME[case])
    _assert_conv2d(student, reference, operands, {"padding": "same"})
    assert_matches(
        student.conv2d(*operands, stride=(1, 1), padding="same"),
        reference.conv2d(*operands, padding="same"),
        name="output with stride=(1, 1)",
    )


@pytest.mark.points(1, task="conv2d")
def test_convolution_of_float32_is_float32(student, reference, rng):
    """float32 in gives float32 out."""
    operands, how = _case(rng, "strided and padded")
    operands = [array.astype(np.float32) for array in operands]
    _assert_conv2d(student, reference, operands, how, dtype=np.float32, terms=TERMS)


@pytest.mark.points(1, task="conv2d")
def test_conv2d_leaves_its_arguments_alone(student, reference, rng):
    """conv2d modifies neither x nor weight nor bias, and is right however they lie in memory."""
    operands, _ = _case(rng, "plain")
    operands = [_spread(array) for array in operands]
    call = student.conv2d.observe_frozen(*operands)
    assert_untouched(call)
    assert_matches(call.value, reference.conv2d(*operands), name="output")
    assert_untouched(student.conv2d.observe(*operands))


@pytest.mark.points(1, task="conv2d")
@pytest.mark.parametrize("case", MISFITS)
def test_what_conv2d_cannot_do_is_rejected(student, case):
    """Wrong axes, channels that differ, a kernel too large and "same" with a stride are ValueErrors with a name."""
    for x, weight, how, names in MISFITS[case]:
        _assert_rejects(student.conv2d.observe(np.ones(x), np.ones(weight), np.ones(4), **how), *names)


@pytest.mark.points(1, task="conv2d")
@pytest.mark.hidden
def test_any_images_are_convolved(student, reference, rng):
    """The output is right for every batch, number of channels, size, kernel, stride and padding."""
    for batch, channels, size, kernel, stride, padding in MORE:
        operands = _operands(rng, size, kernel, batch, channels, batch)
        _assert_conv2d(student, reference, operands, {"stride": stride, "padding": padding})
    for batch, channels, size, kernel in MORE_SAME:
        _assert_conv2d(student, reference, _operands(rng, size, kernel, batch, channels, 2), {"padding": "same"})


def _upstream(rng, reference, operands, how):
    """Draw dL/d(output), of the output's shape."""
    return rng.normal(size=reference.conv2d(*operands, **how).shape)


def _assert_gradient(student, reference, name, dout, operands, how, **more):
    """Compare one of the three gradients with the one that autograd finds."""
    expected = reference.conv2d.backward(dout, *operands, **how)
    found = student.conv2d_backward(dout, *operands, **how)
    assert_matches(_one_of(found, name), expected[GRADIENTS.index(name)], name=name, **more)


def _one_of(found, name):
    assert isinstance(found, tuple | list), "conv2d_backward should return three arrays: dx, dweight, dbias"
    assert len(found) == len(GRADIENTS), f"conv2d_backward should return dx, dweight, dbias, not {len(found)} values"
    return found[GRADIENTS.index(name)]


@pytest.mark.points(1, task="conv2d_backward")
def test_a_worked_gradient(student):
    """One row of three pixels under a kernel of two gives the numbers of the README: dx, dweight and dbias."""
    dout, x, weight = (np.array([[[row]]]) for row in ([1.0, 10], [1.0, 2, 3], [4.0, 5]))
    found = student.conv2d_backward(dout, x, weight, np.array([7.0]))
    for name, expected in zip(GRADIENTS, ([[[[4.0, 45, 50]]]], [[[[21.0, 32]]]], [11.0]), strict=True):
        assert_matches(_one_of(found, name), np.array(expected), name=name)


@pytest.mark.points(2, task="conv2d_backward")
@each_gradient
def test_gradient_is_the_chain_rule(student, reference, rng, name):
    """Each gradient is the one that autograd finds, with a stride of 1 and no padding."""
    operands, _ = _case(rng, "plain")
    _assert_gradient(student, reference, name, _upstream(rng, reference, operands, {}), operands, {})


@pytest.mark.points(1, task="conv2d_backward")
@each_gradient
@pytest.mark.parametrize("case", ["strided and padded", "pixels left over"])
def test_gradient_follows_stride_and_padding(student, reference, rng, name, case):
    """Each gradient is right with a stride and a padding; dx has x's shape, and is 0 where no window was."""
    operands, how = _case(rng, case)
    _assert_gradient(student, reference, name, _upstream(rng, reference, operands, how), operands, how)


@pytest.mark.points(1, task="conv2d_backward")
@each_gradient
def test_gradient_of_same(student, reference, rng, name):
    """Each gradient is right with padding="same", for odd kernels and for even ones."""
    for size, kernel in SAME.values():
        operands, how = _operands(rng, size, kernel), {"padding": "same"}
        _assert_gradient(student, reference, name, _upstream(rng, reference, operands, how), operands, how)


@pytest.mark.points(1, task="conv2d_backward")
def test_gradients_of_float32_are_float32(student, reference, rng):
    """float32 in gives float32 out, for all three gradients."""
    operands, how = _case(rng, "ints")
    dout, *operands = (array.astype(np.float32) for array in (_upstream(rng, reference, operands, how), *operands))
    for name in GRADIENTS:
        _assert_gradient(student, reference, name, dout, operands, how, dtype=np.float32, terms=TERMS)


@pytest.mark.points(1, task="conv2d_backward")
def test_conv2d_backward_leaves_its_arguments_alone(student, reference, rng):
    """conv2d_backward modifies none of its arguments, and is right however they lie in memory."""
    operands, how = _case(rng, "pixels left over")
    dout, *operands = (_spread(array) for array in (_upstream(rng, reference, operands, how), *operands))
    call = student.conv2d_backward.observe_frozen(dout, *operands, **how)
    assert_untouched(call)
    for name, expected in zip(GRADIENTS, reference.conv2d.backward(dout, *operands, **how), strict=True):
        assert_matches(_one_of(call.value, name), expected, name=name)
    assert_untouched(student.conv2d_backward.observe(dout, *operands, **how))


@pytest.mark.points(1, task="conv2d_backward")
def test_what_conv2d_cannot_do_its_backward_rejects(student):
    """What conv2d rejects its backward rejects too, with a ValueError that names the argument."""
    for x, weight, how, names in (misfit for case in MISFITS.values() for misfit in case):
        operands = np.ones(x), np.ones(weight), np.ones(4)
        _assert_rejects(student.conv2d_backward.observe(np.ones((len(operands[0]), 4, 5, 3)), *operands, **how), *names)


@pytest.mark.points(1, task="conv2d_backward")
@pytest.mark.hidden
@each_gradient
def test_any_gradient_is_right(student, reference, rng, name):
    """Each gradient is right for every batch, number of channels, size, kernel, stride and padding."""
    for batch, channels, size, kernel, *how in [*MORE, *((*case, 1, "same") for case in MORE_SAME)]:
        operands, how = (
            _operands(rng, size, kernel, batch, channels, 2),
            dict(zip(("stride", "padding"), how, strict=True)),
        )
        _assert_gradient(student, reference, name, _upstream(rng, reference, operands, how), operands, how)


# Conv2d

LAYERS = {  # size of the images, kernel_size, how it moves
    "strided and padded": ((7, 12), (2, 4), {"stride": (2, 3), "padding": (1, 2)}),
    "ints": ((8, 6), 3, {"stride": 2, "padding": 1}),
    "same": ((5, 7), (2, 4), {"padding": "same"}),
}


def _generator(rng):
    """Return a generator that may cross: the check's own would tell the inputs to come."""
    return np.random.default_rng(int(rng.integers(2**32)))


class Trial:
    """A layer of the student's, what was written into it and what it is given; and what PyTorch makes of that."""

    def __init__(self, student, reference, rng, size=(3, 7), kernel=(2, 4), how=None, **operands):
        self.how = how or {}
        self.operands = _operands(rng, size, kernel, **operands)
        x, weight, bias = self.operands
        self.layer = student.Conv2d(x.shape[1], len(weight), kernel, _generator(rng), **self.how)
        self.layer.write_params({"weight": weight, "bias": bias})
        self.output = reference.conv2d(*self.operands, **self.how)
        self.dout = rng.normal(size=self.output.shape)
        self.gradients = reference.conv2d.backward(self.dout, *self.operands, **self.how)

    def forward(self):
        """Run the layer's forward."""
        return self.layer.forward(self.operands[0])

    def judge(self, *names):
        """Run the layer's backward and compare its gradients."""
        dx = self.layer.backward(self.dout)
        for name, expected in zip(GRADIENTS, self.gradients, strict=True):
            if name == "dx" and name in names:
                assert_matches(dx, expected, name="dx")
            elif name in names:
                assert_gradients(self.layer, {name.removeprefix("d"): expected})


@pytest.mark.points(1, task="Conv2d")
def test_layer_has_a_weight_and_a_bias(student, rng):
    """params holds weight, (out_channels, in_channels, kernel_h, kernel_w), and bias, zeros, both float64."""
    for kernel in (3, (2, 4)):
        layer = student.Conv2d(3, 5, kernel, _generator(rng))
        assert_parameters(layer, {"weight": (5, 3, *_kernel(kernel)), "bias": (5,)})
        assert_matches(layer.params["bias"], np.zeros(5), name="params['bias']")


@pytest.mark.points(1, task="Conv2d")
def test_weight_is_drawn_from_rng(student, rng):
    """Another rng gives another weight, an equal one the same, in a new process too; no two kernels are equal.

    Even of weights that are only plus or minus some number, two kernels of 50 agree once in 1.1e15 times.
    """
    seed = int(rng.integers(2**32))
    student.fresh()
    other, one = [student.Conv2d(2, 4, 5, np.random.default_rng(seed + more)).params["weight"] for more in (1, 0)]
    student.fresh()
    again = student.Conv2d(2, 4, 5, np.random.default_rng(seed)).params["weight"]
    kernels = np.reshape(one, (len(one), -1))
    assert len(np.unique(kernels, axis=0)) == len(kernels), "some kernels are equal: they would stay equal for ever"
    assert not np.array_equal(other, one), "two generators give the same weight: it is not drawn from rng"
    assert_matches(again, one, name="weight in a new process")


@pytest.mark.points(1, task="Conv2d")
def test_layer_convolves_with_its_params(student, reference, rng):
    """forward(x) is conv2d with what was written into params."""
    trial = Trial(student, reference, rng)
    assert_matches(trial.forward(), trial.output, name="forward(x)")


@pytest.mark.points(1, task="Conv2d")
@pytest.mark.parametrize("case", LAYERS)
def test_layer_keeps_stride_and_padding(student, reference, rng, case):
    """forward(x) follows the layer's stride and padding."""
    trial = Trial(student, reference, rng, *LAYERS[case])
    assert_matches(trial.forward(), trial.output, name="forward(x)")


@pytest.mark.points(1, task="Conv2d")
@each_gradient
def test_layer_passes_gradients_back(student, reference, rng, name):
    """backward(dout) returns dx and sets the gradients of weight and bias."""
    trial = Trial(student, reference, rng)
    trial.forward()
    trial.judge(name)


@pytest.mark.points(1, task="Conv2d")
@each_gradient
def test_layer_gradients_follow_stride_and_padding(student, reference, rng, name):
    """backward follows the layer's stride and padding."""
    trial = Trial(student, reference, rng, *LAYERS["strided and padded"])
    trial.forward()
    trial.judge(name)


@pytest.mark.points(1, task="Conv2d")
def test_layer_grads_have_the_keys_of_params(student, reference, rng):
    """After backward, grads holds weight and bias and nothing else."""
    trial = Trial(student, reference, rng)
    trial.forward()
    trial.layer.backward(trial.dout)
    assert_keys(trial.layer.grads, ("weight", "bias"), name="grads")


@pytest.mark.points(1, task="Conv2d")
def test_layer_uses_what_params_hold_now(student, reference, rng):
    """What is written into params between two forwards counts in the second, and in the backward after it."""
    trial = Trial(student, reference, rng)
    trial.forward()
    x, weight, bias = trial.operands
    trial.layer.write_params({"weight": -2 * weight, "bias": bias + 1})
    assert_matches(trial.forward(), reference.conv2d(x, -2 * weight, bias + 1), name="the second forward(x)")
    dx = reference.conv2d.backward(trial.dout, x, -2 * weight, bias + 1, wrt=[0])
    assert_matches(trial.layer.backward(trial.dout), dx, name="dx after the second forward")


@pytest.mark.points(1, task="Conv2d")
def test_layer_backward_belongs_to_the_latest_forward(student, reference, rng):
    """After two forwards with other images, in another number too, backward answers for the second ones."""
    trial = Trial(student, reference, rng)
    trial.layer.forward(_images(rng, (6, 5), 3))
    trial.forward()
    trial.judge(*GRADIENTS)


@pytest.mark.points(1, task="Conv2d")
def test_layer_backward_twice_gives_the_same(student, reference, rng):
    """A second backward gives what the first gave: nothing adds up, and nothing is used up."""
    trial = Trial(student, reference, rng)
    trial.forward()
    trial.layer.backward(trial.dout)
    trial.judge(*GRADIENTS)


@pytest.mark.points(1, task="Conv2d")
def test_two_layers_share_nothing(student, reference, rng):
    """Two layers used in turn keep their own parameters, images and gradients."""
    trials = [Trial(student, reference, rng) for _ in range(2)]
    for trial in trials:
        assert_matches(trial.forward(), trial.output, name="forward(x)")
    for trial in trials:
        assert_matches(trial.layer.backward(trial.dout), trial.gradients[0], name="dx")
    for trial in trials:
        assert_gradients(trial.layer, {"weight": trial.gradients[1], "bias": trial.gradients[2]})


@pytest.mark.points(1, task="Conv2d")
def test_layer_leaves_its_arguments_alone(student, reference, rng):
    """forward never modifies x, nor backward dout, however they lie in memory."""
    trial = Trial(student, reference, rng, (6, 5), 3, {"padding": 1})
    x, dout = _spread(trial.operands[0]), _spread(trial.dout)
    for freeze in (True, False):
        forward, backward = (
            getattr(method, "observe_frozen" if freeze else "observe")
            for method in (trial.layer.forward, trial.layer.backward)
        )
        call = forward(x)
        assert_untouched(call)
        assert_matches(call.value, trial.output, name="forward(x)")
        call = backward(dout)
        assert_untouched(call)
        assert_matches(call.value, trial.gradients[0], name="dx")


@pytest.mark.points(1, task="Conv2d")
def test_images_that_do_not_fit_are_rejected(student, rng):
    """Images without four axes, with other channels or too small are ValueErrors that name the argument."""
    layer = student.Conv2d(3, 4, (7, 2), _generator(rng), padding=1)
    for shape, names in (
        ((3, 9, 5), ()),
        ((1, 1, 9, 5), ("weight", "in_channels")),
        ((1, 3, 4, 9), ("weight", "kernel", "kernel_size")),
    ):
        _assert_rejects(layer.forward.observe(np.ones(shape)), "x", *names)


@pytest.mark.points(1, task="Conv2d")
def test_a_layer_of_same_has_a_stride_of_one(student, rng):
    """padding="same" with another stride is a ValueError that names one of them, from Conv2d(...) or from forward."""
    for stride in (2, (2, 1)):
        made = student.Conv2d.observe(3, 4, 3, _generator(rng), stride=stride, padding="same")
        call = made if made.error is not None else made.value.forward.observe(np.ones((1, 3, 6, 5)))
        _assert_rejects(call, "stride", "padding")


@pytest.mark.points(1, task="Conv2d")
@pytest.mark.hidden
def test_any_layer_is_right(student, reference, rng):
    """Outputs and gradients are right for every batch, number of channels, size, kernel, stride and padding."""
    for batch, channels, size, kernel, *how in [*MORE, *((*case, 1, "same") for case in MORE_SAME)]:
        how = dict(zip(("stride", "padding"), how, strict=True))
        trial = Trial(student, reference, rng, size, kernel, how, batch=batch, channels=channels, out_channels=2)
        assert_matches(trial.forward(), trial.output, name="forward(x)")
        trial.judge(*GRADIENTS)
