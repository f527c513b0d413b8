"""Checks of architectures: blocks and their gradients against PyTorch, shapes, counts, looks inside small models."""

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


def _spread(values):
    """Return the same numbers, lying in memory in another order and with gaps."""
    return np.asfortranarray(np.repeat(values, 2, axis=0))[::2]


def _drawn(rng, shapes):
    """Draw parameters; a signal that goes through stays about as large as it was."""
    return {
        key: rng.normal(size=shape) / np.sqrt(np.prod(shape[1:])) if len(shape) > 1 else rng.uniform(-0.5, 0.5, shape)
        for key, shape in shapes.items()
    }


# What is needed of earlier exercises


@pytest.mark.prerequisite("05_backprop", "ReLU")
def test_relu_works(student, reference, rng):
    """ReLU is right, forward and backward, on images."""
    layer, x = student.probes.make("backprop", "ReLU"), rng.uniform(0.1, 2, (2, 3, 4, 5)) * _signs(rng, (2, 3, 4, 5))
    _judge_layer(layer, reference.rectified, rng, x, {})


@pytest.mark.prerequisite("06_convolution", "Conv2d")
def test_conv2d_works(student, reference, rng):
    """Conv2d is right with padding 1 and with strides, forward and backward."""
    for kernel, stride, padding in ((3, 1, 1), (3, 2, 1), (1, 2, 0)):
        layer = student.probes.make(
            "convolution", "Conv2d", 2, 4, kernel, _generator(rng), stride=stride, padding=padding
        )
        params = _drawn(rng, {"weight": (4, 2, kernel, kernel), "bias": (4,)})
        layer.write_params(params)
        x = rng.normal(size=(3, 2, 5, 6))
        _judge_layer(layer, reference.convolved, rng, x, params, stride=stride, padding=padding)


@pytest.mark.prerequisite("07_pooling", "MaxPool2d")
def test_max_pool_works(student, reference, rng):
    """MaxPool2d(2) is right, forward and backward, on sides that are even and odd, and with zeros that tie."""
    layer = student.probes.make("pooling", "MaxPool2d", 2)
    for shape in ((3, 2, 6, 4), (2, 3, 5, 7)):
        _judge_layer(layer, reference.halved, rng, np.maximum(rng.normal(size=shape), 0), {})


@pytest.mark.prerequisite("11_cnn", "Sequential")
def test_sequential_works(student, rng):
    """Sequential goes forward and back through its layers, and names their parameters by place."""
    model, (weight, bias) = student.probes.mixed_sequential(rng.normal(size=(3, 2)), rng.normal(size=3))
    x, dout = rng.normal(size=(4, 2)), rng.normal(size=(4, 3))
    mixed = x @ weight.T + bias
    assert_keys(model.params, ["0.weight", "0.bias"], name="params")
    assert_matches(model.forward(x), mixed + np.sin(mixed), name="forward(x)")
    back = dout * (1 + np.cos(mixed))
    assert_matches(model.backward(dout), back @ weight, name="dx")
    assert_gradients(model, {"0.weight": back.T @ x, "0.bias": back.sum(axis=0)})


def _signs(rng, shape):
    return rng.choice([-1.0, 1.0], shape)


def _judge_layer(layer, reference, rng, x, params, **settings):
    """Compare a layer's output and gradients with autograd's."""
    output = reference(x, *params.values(), **settings)
    assert_matches(layer.forward(x), output, name="forward(x)")
    dout = rng.normal(size=output.shape)
    gradients = reference.backward(dout, x, *params.values(), **settings)
    expected = gradients if params else (gradients,)
    assert_matches(layer.backward(dout), expected[0], name="dx")
    assert_gradients(layer, dict(zip(params, expected[1:], strict=True)))


# vgg_block, as it is built


def _vgg_shapes(in_channels, out_channels, convolutions):
    shapes = {}
    for place in range(convolutions):
        shapes[f"{2 * place}.weight"] = (out_channels, out_channels if place else in_channels, 3, 3)
        shapes[f"{2 * place}.bias"] = (out_channels,)
    return shapes


@pytest.mark.points(2, task="vgg_block")
@pytest.mark.needs("test_conv2d_works", "test_sequential_works")
def test_vgg_block_is_a_sequential_of_its_layers(student, rng):
    """vgg_block returns a Sequential: so many times Conv2d and ReLU, one after the other, then one MaxPool2d."""
    for convolutions in (1, 2, 3):
        block = student.vgg_block(2, 3, convolutions, _generator(rng))
        whole, *layers = student.probes.classes_of(block)
        assert "Sequential" in whole, f"vgg_block should return a Sequential, and not a {whole[0]}"
        wanted = [*["Conv2d", "ReLU"] * convolutions, "MaxPool2d"]
        right = len(layers) == len(wanted) and all(name in found for name, found in zip(wanted, layers, strict=True))
        assert right, (
            f"with {convolutions} convolutions layers should be {wanted}, not {[found[0] for found in layers]}"
        )


@pytest.mark.points(1, task="vgg_block")
@pytest.mark.needs("test_vgg_block_is_a_sequential_of_its_layers")
def test_vgg_block_has_a_relu_for_each_convolution(student, rng):
    """Each ReLU, and each Conv2d, is an object of its own: a layer keeps what its own backward needs."""
    layers = student.vgg_block(4, 4, 3, _generator(rng)).layers
    different = {layer.opaque_handle for layer in layers}
    assert len(different) == len(layers), "a layer stands in several places: make a new one for each"


@pytest.mark.points(2, task="vgg_block")
@pytest.mark.needs("test_vgg_block_is_a_sequential_of_its_layers")
def test_vgg_block_has_weights_for_all_its_channels(student, rng):
    """The first Conv2d takes in_channels, all others out_channels, and all have out_channels kernels of 3 x 3."""
    for sizes in ((3, 5, 2), (4, 2, 3)):
        assert_parameters(student.vgg_block(*sizes, _generator(rng)), _vgg_shapes(*sizes))


@pytest.mark.points(1, task="vgg_block")
@pytest.mark.needs("test_vgg_block_has_weights_for_all_its_channels")
def test_vgg_block_draws_from_its_generator(student, rng):
    """Another generator gives other weights, an equal one the same, and no two convolutions have equal ones.

    False alarm: below 1e-40, even where weights are only plus or minus some number: 144 of them agree once in 2e43.
    """
    seed = int(rng.integers(2**32))
    found = []
    for more in (1, 0, 0):
        student.fresh()
        found.append(student.vgg_block(4, 4, 3, np.random.default_rng(seed + more)).params)
    other, one, again = found
    for key in ("0.weight", "2.weight", "4.weight"):
        assert not np.array_equal(other[key], one[key]), f"two generators give the same {key}: pass rng on to Conv2d"
        assert_matches(again[key], one[key], name=f"params[{key!r}] from an equal generator")
    for key in ("2.weight", "4.weight"):
        assert not np.array_equal(one["0.weight"], one[key]), f"0.weight and {key} are equal: pass rng itself on"
    assert not np.array_equal(one["2.weight"], one["4.weight"]), "2.weight and 4.weight are equal: pass rng itself on"


# vgg_block, as it computes: with the layers of earlier exercises


def _vgg(student, rng, sizes, image):
    """Return a block, what was written into it, and images."""
    block, params = student.vgg_block(*sizes, _generator(rng)), _drawn(rng, _vgg_shapes(*sizes))
    block.write_params(params)
    return block, params, rng.normal(size=(image[0], sizes[0], *image[1:]))


def _judge_vgg(block, reference, rng, params, x):
    """Compare output, dx and all gradients."""
    output = reference.vgg_block(x, params)
    assert_matches(block.forward(x), output, name="forward(x)")
    dout = rng.normal(size=output.shape)
    dx, gradients = reference.vgg_block.backward(dout, x, params)
    assert_matches(block.backward(dout), dx, name="dx")
    assert_gradients(block, gradients)


@pytest.mark.points(2, task="vgg_block")
@pytest.mark.needs("test_vgg_block_has_weights_for_all_its_channels")
@pytest.mark.needs("test_relu_works", "test_conv2d_works", "test_max_pool_works", "test_sequential_works")
def test_vgg_block_forward_is_that_of_pytorch(student, reference, rng):
    """forward(x) keeps the size in every convolution, halves it at the end, and follows what is written into params."""
    block, params, x = _vgg(student, rng, (2, 3, 2), (2, 4, 6))
    for _ in range(2):
        assert_matches(block.forward(x), reference.vgg_block(x, params), name="forward(x)")
        params = _drawn(rng, _vgg_shapes(2, 3, 2))
        block.write_params(params)


@pytest.mark.points(1, task="vgg_block")
@pytest.mark.needs("test_vgg_block_forward_is_that_of_pytorch")
def test_vgg_block_of_odd_images_rounds_down(student, reference, rng):
    """Where a side is odd, pooling leaves its last row or column out."""
    for image in ((1, 5, 6), (2, 4, 7), (1, 3, 5)):
        block, params, x = _vgg(student, rng, (2, 3, 1), image)
        assert_matches(block.forward(x), reference.vgg_block(x, params), name="forward(x)")


@pytest.mark.points(2, task="vgg_block")
@pytest.mark.needs("test_vgg_block_forward_is_that_of_pytorch")
@pytest.mark.needs("test_relu_works", "test_conv2d_works", "test_max_pool_works", "test_sequential_works")
def test_vgg_block_backward_is_that_of_pytorch(student, reference, rng):
    """backward(dout) returns dx and fills the gradients of every weight and bias."""
    block, params, x = _vgg(student, rng, (2, 3, 2), (2, 4, 6))
    _judge_vgg(block, reference, rng, params, x)


@pytest.mark.points(1, task="vgg_block")
@pytest.mark.needs("test_vgg_block_backward_is_that_of_pytorch")
def test_two_vgg_blocks_share_nothing(student, reference, rng):
    """Of two blocks side by side each has its own weights, images and gradients."""
    blocks = [_vgg(student, rng, (2, 3, 2), (2, 4, 6)) for _ in range(2)]
    outputs = [reference.vgg_block(x, params) for _, params, x in blocks]
    for (block, _, x), output in zip(blocks, outputs, strict=True):
        assert_matches(block.forward(x), output, name="forward(x)")
    douts = [rng.normal(size=output.shape) for output in outputs]
    results = [block.backward(dout) for (block, *_), dout in zip(blocks, douts, strict=True)]
    for (block, params, x), dout, dx in zip(blocks, douts, results, strict=True):
        expected, gradients = reference.vgg_block.backward(dout, x, params)
        assert_matches(dx, expected, name="dx")
        assert_gradients(block, gradients)


@pytest.mark.points(2, task="vgg_block")
@pytest.mark.hidden
@pytest.mark.needs("test_vgg_block_backward_is_that_of_pytorch")
def test_vgg_block_of_any_size(student, reference, rng):
    """Output and gradients are right for any number of convolutions and channels, and images of any size."""
    for sizes, image in (
        ((1, 2, 1), (3, 2, 3)),
        ((3, 1, 2), (1, 5, 2)),
        ((2, 4, 3), (2, 3, 7)),
        ((3, 3, 4), (1, 4, 2)),
    ):
        block, params, x = _vgg(student, rng, sizes, image)
        _judge_vgg(block, reference, rng, params, x)


# vgg16_shapes


def _pairs(found):
    """Return shapes in one form: a list or tuple for a list, a pair or a shape, and NumPy's whole numbers pass too."""
    assert isinstance(found, list | tuple), "vgg16_shapes should return a list of pairs (name, shape)"
    for each in found:
        paired = isinstance(each, list | tuple) and len(each) == 2 and isinstance(each[1], list | tuple)
        assert paired, f"vgg16_shapes should return pairs (name, shape), and not {each!r}"
        whole = all(isinstance(size, int | np.integer) and not isinstance(size, bool) for size in each[1])
        assert whole, f"a shape holds whole numbers, and that of {each[0]} is {tuple(each[1])}"
    return [(name, tuple(int(size) for size in shape)) for name, shape in found]


def _judge_shapes(student, reference, image_size):
    found, wanted = _pairs(student.vgg16_shapes(image_size)), reference.vgg16_shapes(image_size)
    for place, (mine, right) in enumerate(zip(found, wanted, strict=False)):
        assert mine == right, f"vgg16_shapes({image_size})[{place}]: expected {right}, got {mine}"
    assert len(found) == len(wanted), f"vgg16_shapes({image_size}): expected {len(wanted)} pairs, got {len(found)}"


@pytest.mark.points(1, task="vgg16_shapes")
def test_vgg16_has_21_named_layers(student):
    """The names are conv1_1, conv1_2, pool1, conv2_1, ..., pool5, fc6, fc7, fc8, in this order."""
    wanted = []
    for block, convolutions in enumerate((2, 2, 3, 3, 3), start=1):
        wanted += [f"conv{block}_{number}" for number in range(1, convolutions + 1)] + [f"pool{block}"]
    found = [name for name, _ in _pairs(student.vgg16_shapes(224))]
    assert found == [*wanted, "fc6", "fc7", "fc8"], f"the names are {found}"


@pytest.mark.points(2, task="vgg16_shapes")
@pytest.mark.needs("test_vgg16_has_21_named_layers")
def test_vgg16_shapes_of_224_pixels(student, reference):
    """For images of 224 pixels (64, 224, 224) becomes (512, 7, 7), then (4096,), (4096,) and (1000,)."""
    _judge_shapes(student, reference, 224)


@pytest.mark.points(1, task="vgg16_shapes")
@pytest.mark.needs("test_vgg16_has_21_named_layers")
def test_vgg16_pooling_rounds_down(student, reference):
    """Where a side is odd a pooling rounds down, each anew: 63 becomes 31, 15, 7, 3 and 1."""
    for image_size in (65, 63, 225, 319):
        _judge_shapes(student, reference, image_size)


@pytest.mark.points(1, task="vgg16_shapes")
def test_vgg16_needs_32_pixels(student, reference):
    """Fewer than 32 pixels are a ValueError that names image_size, and 32 are enough."""
    for image_size in (31, 16, 1, 0):
        assert_rejects(student.vgg16_shapes.observe(image_size), "image_size")
    _judge_shapes(student, reference, 32)


@pytest.mark.points(1, task="vgg16_shapes")
@pytest.mark.hidden
@pytest.mark.needs("test_vgg16_shapes_of_224_pixels")
def test_vgg16_shapes_of_any_image(student, reference, rng):
    """The shapes are right for every size, one after the other."""
    for image_size in (448, *(int(size) for size in rng.integers(33, 600, size=6))):
        _judge_shapes(student, reference, image_size)


# count_parameters


def _count(student, reference, layers):
    call = student.count_parameters.observe(layers)
    assert_untouched(call)
    assert_no_warnings(call)
    assert_matches(call.value, reference.count_parameters(layers), name=f"count_parameters({layers})", dtype=np.int64)


VGG16 = [
    *[("conv", 3, 64, 3), ("conv", 64, 64, 3), ("pool", 2, 2)],
    *[("conv", 64, 128, 3), ("conv", 128, 128, 3), ("pool", 2, 2)],
    *[("conv", 128, 256, 3), ("conv", 256, 256, 3), ("conv", 256, 256, 3), ("pool", 2, 2)],
    *[("conv", 256, 512, 3), ("conv", 512, 512, 3), ("conv", 512, 512, 3), ("pool", 2, 2)],
    *[("conv", 512, 512, 3), ("conv", 512, 512, 3), ("conv", 512, 512, 3), ("pool", 2, 2)],
    *[("dense", 25088, 4096), ("dense", 4096, 4096), ("dense", 4096, 1000)],
]


@pytest.mark.points(1, task="count_parameters")
def test_a_convolution_has_its_kernels_and_biases(student, reference):
    """("conv", 3, 64, 3) has 64 kernels of 3 x 3 x 3 and 64 biases, 1,792 numbers."""
    for layer in (("conv", 5, 2, 7), ("conv", 3, 64, 3), ("conv", 1, 3, 1)):
        _count(student, reference, [layer])


@pytest.mark.points(1, task="count_parameters")
def test_a_dense_layer_has_a_weight_and_biases(student, reference):
    """("dense", 4096, 1000) has 1000 x 4096 weights and 1000 biases, 4,097,000 numbers."""
    for layer in (("dense", 4096, 1000), ("dense", 7, 2), ("dense", 1, 1)):
        _count(student, reference, [layer])


@pytest.mark.points(1, task="count_parameters")
def test_pooling_learns_nothing(student, reference):
    """("pool", kernel, stride) counts 0, and a list of no layers is 0 too."""
    for layers in ([("pool", 2, 2)], [("pool", 3, 1), ("pool", 5, 2)], []):
        _count(student, reference, layers)


@pytest.mark.points(2, task="count_parameters")
@pytest.mark.needs("test_a_convolution_has_its_kernels_and_biases", "test_a_dense_layer_has_a_weight_and_biases")
def test_vgg16_has_138_million_parameters(student, reference):
    """All layers are added up: VGG-16, for images of 224 pixels, has 138,357,544 numbers to learn."""
    _count(student, reference, VGG16)


@pytest.mark.points(1, task="count_parameters")
@pytest.mark.hidden
@pytest.mark.needs("test_a_convolution_has_its_kernels_and_biases", "test_a_dense_layer_has_a_weight_and_biases")
def test_counts_of_any_network(student, reference, rng):
    """The count is right for any layers in any order, and where it is beyond 32 bits."""
    for _ in range(4):
        conv, dense = rng.integers(1, 60, size=(4, 3)).tolist(), rng.integers(1, 3000, size=(3, 2)).tolist()
        layers = [("conv", *each) for each in conv] + [("dense", *each) for each in dense] + [("pool", 3, 2)]
        _count(student, reference, [layers[place] for place in rng.permutation(len(layers))])
    _count(student, reference, [("dense", 90_000, 70_000), ("conv", 30_000, 50_000, 3)])


# receptive_field


def _field(student, reference, layers):
    call = student.receptive_field.observe(layers)
    assert_untouched(call)
    assert_no_warnings(call)
    assert_matches(call.value, reference.receptive_field(layers), name=f"receptive_field({layers})", dtype=np.int64)


@pytest.mark.points(1, task="receptive_field")
def test_one_layer_sees_its_kernel(student, reference):
    """A single layer sees as many pixels as its kernel is long, whatever its stride; no layer sees 1."""
    for layers in ([(3, 1)], [(5, 2)], [(2, 3)], [(1, 1)], []):
        _field(student, reference, layers)


@pytest.mark.points(1, task="receptive_field")
@pytest.mark.needs("test_one_layer_sees_its_kernel")
def test_kernels_in_a_row_see_further(student, reference):
    """With a stride of 1 each kernel adds its length less 1: two of 3 see 5 pixels, three see 7."""
    for layers in ([(3, 1), (3, 1)], [(3, 1)] * 3, [(5, 1), (2, 1), (4, 1)]):
        _field(student, reference, layers)


@pytest.mark.points(2, task="receptive_field")
@pytest.mark.needs("test_one_layer_sees_its_kernel")
def test_a_stride_stretches_all_later_layers(student, reference):
    """A stride counts for the layers after it, and strides multiply: (3, 2), (3, 1) see 7, and (3, 1), (3, 2) see 5."""
    for layers in ([(3, 2), (3, 1)], [(3, 1), (3, 2)], [(2, 2), (3, 3), (4, 1)], [(3, 3), (2, 2), (3, 2), (5, 1)]):
        _field(student, reference, layers)


@pytest.mark.points(1, task="receptive_field")
@pytest.mark.needs("test_one_layer_sees_its_kernel")
def test_vgg16_sees_212_pixels(student, reference):
    """After its last pooling VGG-16 sees 212 pixels, almost all of the 224."""
    layers = [layer for count in (2, 2, 3, 3, 3) for layer in [(3, 1)] * count + [(2, 2)]]
    _field(student, reference, layers)


@pytest.mark.points(1, task="receptive_field")
@pytest.mark.hidden
@pytest.mark.needs("test_a_stride_stretches_all_later_layers")
def test_fields_of_any_network(student, reference, rng):
    """The field is right for any kernels and strides, kernels of 1 and strides longer than kernels among them."""
    for length in (1, 2, 3, 5, 7):
        kernels, strides = rng.integers(1, 8, size=length).tolist(), rng.integers(1, 5, size=length).tolist()
        _field(student, reference, list(zip(kernels, strides, strict=True)))
    _field(student, reference, [(1, 3), (1, 2), (4, 1)])


# ResidualBlock, as it is built

PLAIN = {"channels": 3}
WIDER = {"channels": 2, "out_channels": 3}
STRIDED = {"channels": 3, "stride": 2}
BOTH = {"channels": 3, "out_channels": 2, "stride": 2}
BLOCKS = {"plain": PLAIN, "wider": WIDER, "strided": STRIDED, "both": BOTH}


def _block_shapes(channels, out_channels=None, stride=1):
    out_channels = out_channels or channels
    shapes = {"conv1.weight": (out_channels, channels, 3, 3), "conv1.bias": (out_channels,)}
    shapes |= {"conv2.weight": (out_channels, out_channels, 3, 3), "conv2.bias": (out_channels,)}
    if out_channels != channels or stride != 1:
        shapes |= {"projection.weight": (out_channels, channels, 1, 1), "projection.bias": (out_channels,)}
    return shapes


def _built(student, rng, channels, **more):
    return student.ResidualBlock(channels, _generator(rng), **more)


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_conv2d_works")
def test_block_has_two_convolutions(student, rng):
    """params holds conv1 and conv2, weight and bias each, of 3 x 3 kernels; where nothing changes that is all."""
    for how in (PLAIN, {"channels": 2, "out_channels": 2}, {"channels": 4, "stride": 1, "out_channels": None}):
        assert_parameters(_built(student, rng, **how), _block_shapes(**how))


@pytest.mark.points(2, task="ResidualBlock")
@pytest.mark.needs("test_block_has_two_convolutions")
def test_block_has_a_projection_where_the_shape_changes(student, rng):
    """If out_channels differs from channels, or the stride is not 1, there is a projection of 1 x 1 kernels."""
    equal = {"channels": 2, "out_channels": 2, "stride": 3}
    cases = [WIDER, {"channels": 4, "out_channels": 2}, STRIDED, equal, BOTH]
    blocks = [_built(student, rng, **how) for how in cases]
    held = [block.params for block in blocks]  # of all: which ones lack a projection tells why
    for how, block, params in zip(cases, blocks, held, strict=True):
        assert_keys(params, _block_shapes(**how), name=f"params of a block of {how}")
        assert_parameters(block, _block_shapes(**how))


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_block_has_a_projection_where_the_shape_changes")
def test_block_draws_from_its_generator(student, rng):
    """Another generator gives other weights, an equal one the same; conv1 and conv2 differ.

    False alarm: below 1e-15, even where weights are only plus or minus some number: 64 of them agree once in 2e19.
    """
    seed = int(rng.integers(2**32))
    found = []
    for more in (1, 0, 0):
        student.fresh()
        found.append(student.ResidualBlock(8, np.random.default_rng(seed + more), stride=2).params)
    other, one, again = found
    for key in ("conv1.weight", "conv2.weight", "projection.weight"):
        assert not np.array_equal(other[key], one[key]), f"two generators give the same {key}: pass rng on to Conv2d"
        assert_matches(again[key], one[key], name=f"params[{key!r}] from an equal generator")
    same = np.array_equal(one["conv1.weight"], one["conv2.weight"])
    assert not same, "conv1.weight and conv2.weight are equal: pass rng itself on"


# ResidualBlock, as it computes: with the layers of earlier exercises


def _block(student, rng, how, image=(2, 4, 6)):
    """Return a block, what was written into it, and images."""
    block, params = _built(student, rng, **how), _drawn(rng, _block_shapes(**how))
    block.write_params(params)
    return block, params, rng.normal(size=(image[0], how["channels"], *image[1:]))


def _expected(reference, rng, how, params, x):
    """Return the output, an upstream gradient, and the gradients of x and of the parameters."""
    stride = how.get("stride", 1)
    output = reference.residual_block(x, params, stride=stride)
    dout = rng.normal(size=output.shape)
    return output, dout, *reference.residual_block.backward(dout, x, params, stride=stride)


def _judge_forward(student, reference, rng, how, image=(2, 4, 6)):
    block, params, x = _block(student, rng, how, image)
    expected = reference.residual_block(x, params, stride=how.get("stride", 1))
    assert_matches(block.forward(x), expected, name="forward(x)")


def _judge_block(block, reference, rng, how, params, x):
    """Compare output, dx and all gradients."""
    output, dout, dx, gradients = _expected(reference, rng, how, params, x)
    assert_matches(block.forward(x), output, name="forward(x)")
    assert_matches(block.backward(dout), dx, name="dx")
    assert_gradients(block, gradients)


def _row(*numbers):
    """Return a row of numbers in the middle of three."""
    values = np.zeros((1, 1, 3, len(numbers)))
    values[0, 0, 1] = numbers
    return values


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_block_has_two_convolutions")
@pytest.mark.needs("test_relu_works", "test_conv2d_works")
def test_block_of_the_readme(student):
    """The row (1, 5, 2), with kernels (0, 1, -1), (1, -2, 0), gives (1, 0, 1); dout (10, 20, 30) dx (10, 30, -60)."""
    block = student.ResidualBlock(1, np.random.default_rng(0))
    kernels = {"conv1.weight": _row(0, 1, -1), "conv2.weight": _row(1, -2, 0)}
    block.write_params(kernels | {"conv1.bias": np.zeros(1), "conv2.bias": np.zeros(1)})
    x = _row(1, 5, 2)[:, :, 1:2]
    assert_matches(block.forward(x), _row(1, 0, 1)[:, :, 1:2], name="forward(x)")
    dx = block.backward(_row(10, 20, 30)[:, :, 1:2])
    assert_matches(dx, _row(10, 30, -60)[:, :, 1:2], name="dx for dout = (10, 20, 30)")


@pytest.mark.points(2, task="ResidualBlock")
@pytest.mark.needs("test_block_has_two_convolutions")
@pytest.mark.needs("test_relu_works", "test_conv2d_works")
def test_block_adds_what_it_was_given(student, reference, rng):
    """forward(x) is relu(conv2(relu(conv1(x))) + x) where nothing changes, with what is written into params."""
    block, params, x = _block(student, rng, PLAIN)
    for _ in range(2):
        assert_matches(block.forward(x), reference.residual_block(x, params), name="forward(x)")
        params = _drawn(rng, _block_shapes(**PLAIN))
        block.write_params(params)


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_block_has_a_projection_where_the_shape_changes", "test_block_adds_what_it_was_given")
def test_block_projects_other_channels(student, reference, rng):
    """Where the number of channels changes, the projection of x is added, with its bias, and no ReLU of its own."""
    _judge_forward(student, reference, rng, WIDER)
    _judge_forward(student, reference, rng, {"channels": 4, "out_channels": 2})


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_block_has_a_projection_where_the_shape_changes", "test_block_adds_what_it_was_given")
@pytest.mark.needs("test_relu_works", "test_conv2d_works")
def test_block_projects_with_the_stride(student, reference, rng):
    """A stride is that of conv1 and of the projection: both ways have the same shape, of odd sides too."""
    for how, image in (
        (STRIDED, (2, 4, 6)),
        (BOTH, (1, 5, 7)),
        (STRIDED, (1, 4, 5)),
        (STRIDED | {"stride": 3}, (1, 7, 5)),
    ):
        _judge_forward(student, reference, rng, how, image)


@pytest.mark.points(2, task="ResidualBlock")
@pytest.mark.needs("test_block_adds_what_it_was_given")
@pytest.mark.needs("test_relu_works", "test_conv2d_works")
def test_block_backward_goes_both_ways(student, reference, rng):
    """backward(dout) returns dx, of the way through the convolutions and of the one around them, added up."""
    block, params, x = _block(student, rng, PLAIN)
    _, dout, dx, _ = _expected(reference, rng, PLAIN, params, x)
    block.forward(x)
    assert_matches(block.backward(dout), dx, name="dx")


@pytest.mark.points(2, task="ResidualBlock")
@pytest.mark.needs("test_block_adds_what_it_was_given")
def test_block_backward_fills_the_gradients(student, reference, rng):
    """backward(dout) sets the gradients of conv1 and conv2, under the keys of params."""
    block, params, x = _block(student, rng, PLAIN)
    _, dout, _, gradients = _expected(reference, rng, PLAIN, params, x)
    block.forward(x)
    block.backward(dout)
    assert_keys(block.grads, params, name="grads")
    assert_gradients(block, gradients)


@pytest.mark.points(2, task="ResidualBlock")
@pytest.mark.needs("test_block_projects_other_channels", "test_block_projects_with_the_stride")
@pytest.mark.parametrize("case", ["wider", "strided", "both"])
def test_block_backward_goes_through_the_projection(student, reference, rng, case):
    """With a projection, dx comes back through it too, and its gradients are set under projection.weight and .bias."""
    block, params, x = _block(student, rng, BLOCKS[case])
    _, dout, dx, gradients = _expected(reference, rng, BLOCKS[case], params, x)
    block.forward(x)
    assert_matches(block.backward(dout), dx, name="dx")
    assert_keys(block.grads, params, name="grads")
    assert_gradients(block, gradients)


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_block_backward_goes_both_ways", "test_block_backward_fills_the_gradients")
def test_block_backward_belongs_to_the_latest_forward(student, reference, rng):
    """After two forwards backward is about the second, and as often as it is called: gradients do not add up."""
    block, params, x = _block(student, rng, PLAIN)
    _, dout, dx, gradients = _expected(reference, rng, PLAIN, params, x)
    block.forward(rng.normal(size=(1, 3, 5, 3)))
    block.forward(x)
    block.backward(rng.normal(size=dout.shape))
    assert_matches(block.backward(dout), dx, name="dx of the second backward")
    assert_gradients(block, gradients)


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_block_backward_goes_through_the_projection")
def test_two_blocks_share_nothing(student, reference, rng):
    """Of two blocks side by side each has its own layers, params and gradients, where only one has a projection too."""
    blocks = [(*_block(student, rng, how), how) for how in (STRIDED, PLAIN)]
    cases = [_expected(reference, rng, how, params, x) for _, params, x, how in blocks]
    for (block, _, x, _), (output, *_) in zip(blocks, cases, strict=True):
        assert_matches(block.forward(x), output, name="forward(x)")
    results = [block.backward(dout) for (block, *_), (_, dout, *_) in zip(blocks, cases, strict=True)]
    for (block, params, *_), (*_, expected, gradients), dx in zip(blocks, cases, results, strict=True):
        assert_matches(dx, expected, name="dx")
        assert_keys(block.grads, params, name="grads")
        assert_gradients(block, gradients)


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_block_backward_goes_both_ways")
def test_block_leaves_its_arguments_alone(student, reference, rng):
    """forward and backward never modify their arguments, not for a moment, however these lie in memory."""
    block, params, x = _block(student, rng, PLAIN)
    output, dout, dx, _ = _expected(reference, rng, PLAIN, params, x)
    for freeze in ("observe_frozen", "observe"):
        call = getattr(block.forward, freeze)(_spread(x))
        assert_untouched(call)
        assert_matches(call.value, output, name="forward(x)")
        call = getattr(block.backward, freeze)(_spread(dout))
        assert_untouched(call)
        assert_matches(call.value, dx, name="dx")


@pytest.mark.points(1, task="ResidualBlock")
@pytest.mark.needs("test_block_backward_goes_both_ways")
@pytest.mark.needs("test_sequential_works")
def test_block_stands_in_a_sequential(student, reference, rng):
    """In a Sequential a block is one layer: 0.conv1.weight, 1.projection.bias and so on are written into, and train."""
    cases = [(_drawn(rng, _block_shapes(**how)), how) for how in (PLAIN, BOTH)]
    model = student.probes.in_sequential([_built(student, rng, **how) for _, how in cases])
    params = {f"{place}.{key}": value for place, (each, _) in enumerate(cases) for key, value in each.items()}
    assert_keys(model.params, params, name="params of a Sequential of two blocks")
    model.write_params(params)
    x = rng.normal(size=(2, 3, 4, 6))
    middle = reference.residual_block(x, cases[0][0])
    output, dout, upstream, later = _expected(reference, rng, BOTH, cases[1][0], middle)
    assert_matches(model.forward(x), output, name="forward(x) of a Sequential of two blocks")
    dx, earlier = reference.residual_block.backward(upstream, x, cases[0][0])
    assert_matches(model.backward(dout), dx, name="dx")
    gradients = {f"0.{key}": value for key, value in earlier.items()} | {
        f"1.{key}": each for key, each in later.items()
    }
    assert_gradients(model, gradients)


@pytest.mark.points(2, task="ResidualBlock")
@pytest.mark.hidden
@pytest.mark.needs("test_block_backward_goes_through_the_projection")
def test_block_of_any_size(student, reference, rng):
    """Output and gradients are right for any number of images and channels, any stride, and images of any size."""
    for sizes, image in (
        ((1, 1, 1), (1, 1, 1)),
        ((1, 4, 1), (3, 2, 3)),
        ((4, 4, 2), (1, 7, 4)),
        ((2, 1, 3), (2, 8, 5)),
        ((2, 2, 4), (2, 3, 9)),
        ((5, 5, 1), (2, 3, 2)),
    ):
        how = dict(zip(("channels", "out_channels", "stride"), sizes, strict=True))
        block, params, x = _block(student, rng, how, image)
        _judge_block(block, reference, rng, how, params, x)


# activation_maximization, of models that are made for the purpose


def _mix(rng, out, into):
    return ("mix", rng.normal(size=(out, into)) / np.sqrt(into), rng.uniform(-0.5, 0.5, size=out))


def _convolutional(rng):
    """Describe a model of images (N, 3, H, W); its outputs have 4, 4, 4, 2 and 2 channels."""
    return [_mix(rng, 4, 3), ("wave",), ("rows",), _mix(rng, 2, 4), ("wave",)]


def _dense(rng):
    """Describe a model of (N, 3); its outputs have 5, 5, 4 and 4 units."""
    return [_mix(rng, 5, 3), ("wave",), _mix(rng, 4, 5), ("wave",)]


def _climb(student, reference, layers, layer, unit, x0, lr, steps):
    """Compare the x that comes out with PyTorch's."""
    call = student.activation_maximization.observe(student.probes.model(layers), layer, unit, x0, lr, steps)
    assert_no_warnings(call)
    assert_matches(call.value, reference.activation_maximization(x0, layers, layer, unit, lr, steps), name="x")


@pytest.mark.points(1, task="activation_maximization")
def test_ascent_of_the_docstring(student, reference):
    """One layer of weight ((1, -2), (3, 4)), unit 1, from (0, 0), lr 0.5: two steps lead to (3, 4)."""
    layers = [("mix", np.array([[1.0, -2], [3, 4]]), np.zeros(2))]
    _climb(student, reference, layers, 0, 1, np.zeros((1, 2)), 0.5, 2)


@pytest.mark.points(2, task="activation_maximization")
def test_ascent_takes_a_step_along_the_gradient(student, reference, rng):
    """One step adds lr times the gradient of the unit to x: as large as it is, upwards, for each example."""
    for lr in (0.3, 20.0):
        _climb(student, reference, _dense(rng), 2, 1, rng.normal(size=(2, 3)), lr, 1)


@pytest.mark.points(1, task="activation_maximization")
@pytest.mark.needs("test_ascent_takes_a_step_along_the_gradient")
def test_ascent_is_about_the_layer_and_the_unit(student, reference, rng):
    """Every layer may be asked for, the first and the last as well, and every unit of it."""
    layers, x0 = _dense(rng), rng.normal(size=(2, 3))
    for layer, unit in ((0, 4), (1, 0), (3, 2), (2, 3)):
        _climb(student, reference, layers, layer, unit, x0, 0.3, 1)


@pytest.mark.points(2, task="activation_maximization")
@pytest.mark.needs("test_ascent_takes_a_step_along_the_gradient")
def test_ascent_looks_for_the_gradient_at_every_step(student, reference, rng):
    """Each step takes the gradient at the x it starts from; there are as many as `steps` says, and 0 gives x0 back."""
    layers, x0 = _dense(rng), rng.normal(size=(2, 3))
    for steps in (5, 2, 0):
        _climb(student, reference, layers, 3, 2, x0, 0.3, steps)


@pytest.mark.points(2, task="activation_maximization")
@pytest.mark.needs("test_ascent_takes_a_step_along_the_gradient")
def test_ascent_means_over_the_positions_of_a_channel(student, reference, rng):
    """Where the output is images, the objective is the channel's mean over all positions of the output."""
    layers, x0 = _convolutional(rng), rng.normal(size=(1, 3, 4, 6))
    for layer, unit in ((0, 2), (4, 1)):
        _climb(student, reference, layers, layer, unit, x0, 2.0, 3)


@pytest.mark.points(1, task="activation_maximization")
@pytest.mark.needs("test_ascent_takes_a_step_along_the_gradient")
def test_ascent_adds_up_the_examples(student, reference, rng):
    """The objective is a sum over the batch: how far an image goes does not depend on how many others there are."""
    layers, x0 = _dense(rng), rng.normal(size=(7, 3))
    _climb(student, reference, layers, 3, 1, x0, 0.3, 2)
    _climb(student, reference, layers, 3, 1, x0[2:3], 0.3, 2)


def _of_both_modes(student, layers):
    """Return a model that is in training, and one that is not."""
    models = [student.probes.model(layers) for _ in range(2)]
    models[1].eval()
    return models


def _assert_mode_kept(student, layers, call):
    """Make a call with models in both modes, and look at their modes and their layers' before, then and after."""
    for model, mode in zip(_of_both_modes(student, layers), ("training", "evaluation"), strict=True):
        before, _ = student.probes.modes_of(model)
        call(model)
        after, ran = student.probes.modes_of(model)
        assert not any(ran), "layers ran in training mode: call model.eval() first"
        assert before == after, f"a model that was in {mode} mode is not in it any more: put it back"


@pytest.mark.points(2, task="activation_maximization")
@pytest.mark.needs("test_ascent_takes_a_step_along_the_gradient")
def test_ascent_runs_in_evaluation_mode(student, reference, rng):
    """A layer that behaves differently while it is trained, as dropout does, behaves as in evaluation."""
    layers, x0 = [_mix(rng, 4, 3), ("fickle",), ("wave",), _mix(rng, 2, 4)], rng.normal(size=(2, 3))
    expected = reference.activation_maximization(x0, layers, 3, 1, 0.3, 2)
    found = [student.activation_maximization(model, 3, 1, x0, 0.3, 2) for model in _of_both_modes(student, layers)]
    for x in found:
        assert_matches(x, expected, name="x")


@pytest.mark.points(1, task="activation_maximization")
@pytest.mark.needs("test_ascent_runs_in_evaluation_mode")
def test_ascent_leaves_the_mode_as_it_was(student, rng):
    """A model in training is in training afterwards, one in evaluation in evaluation, with all of its layers."""
    layers = [*_convolutional(rng), ("model", [("fickle",), ("wave",)]), ("fickle",)]
    x0 = rng.normal(size=(2, 3, 4, 5))
    for layer in (3, 6):
        _assert_mode_kept(
            student, layers, lambda model, at=layer: student.activation_maximization(model, at, 1, x0, 0.3, 2)
        )


@pytest.mark.points(1, task="activation_maximization")
@pytest.mark.needs("test_ascent_takes_a_step_along_the_gradient")
def test_ascent_changes_neither_weights_nor_x0(student, reference, rng):
    """Only a new x changes: x0 stays as it was, however it lies in memory, and so do the model's weights."""
    layers, x0 = _convolutional(rng), _spread(rng.normal(size=(2, 3, 4, 5)))
    model = student.probes.model(layers)
    before = model.params
    expected = reference.activation_maximization(x0, layers, 4, 1, 0.3, 2)
    for freeze in ("observe_frozen", "observe"):
        call = getattr(student.activation_maximization, freeze)(model, 4, 1, x0, 0.3, 2)
        assert_untouched(call)
        assert_matches(call.value, expected, name="x")
    after = model.params
    for key, value in before.items():
        assert_matches(after[key], value, name=f"params[{key!r}] afterwards")


@pytest.mark.points(1, task="activation_maximization")
@pytest.mark.needs("test_ascent_looks_for_the_gradient_at_every_step")
def test_ascents_have_nothing_to_do_with_each_other(student, reference, rng):
    """A second call gives what the first gave, also if one about another model, unit and size came between."""
    layers, x0 = _dense(rng), rng.normal(size=(2, 3))
    _climb(student, reference, layers, 3, 1, x0, 0.3, 3)
    _climb(student, reference, _convolutional(rng), 2, 0, rng.normal(size=(1, 3, 5, 4)), 0.3, 2)
    _climb(student, reference, layers, 3, 1, x0, 0.3, 3)


@pytest.mark.points(2, task="activation_maximization")
@pytest.mark.hidden
@pytest.mark.needs("test_ascent_means_over_the_positions_of_a_channel")
def test_ascent_in_any_model(student, reference, rng):
    """x is right for every model, a model in the model too, every batch, and images of every size."""
    inner = ("model", [_mix(rng, 4, 3), ("wave",)])
    cases = [
        ([inner, ("fickle",), _mix(rng, 2, 4)], 0, (2, 3)),
        ([("wave",), inner, ("rows",), _mix(rng, 2, 4), ("wave",)], 4, (1, 3, 5, 2)),
        ([inner, ("wave",), ("rows",)], 2, (3, 3, 7, 1)),
        ([("wave",), ("rows",), ("flat",), _mix(rng, 5, 3 * 2 * 4), ("wave",)], 4, (2, 3, 3, 4)),
        ([("rows",), inner], 1, (2, 3, 2, 4)),
    ]
    for layers, layer, shape in cases:
        for unit in (0, 1):
            _climb(student, reference, layers, layer, unit, rng.normal(size=shape), float(rng.uniform(0.2, 1)), 4)


# feature_maps, of models that are made for the purpose


def _judge_maps(found, expected):
    assert isinstance(found, list | tuple), "feature_maps should return a list of arrays"
    assert len(found) == len(expected), (
        f"the model has {len(expected)} layers, and feature_maps gives {len(found)} outputs"
    )
    for place, (mine, right) in enumerate(zip(found, expected, strict=True)):
        assert_matches(mine, right, name=f"feature_maps(model, x)[{place}]")


def _look(student, reference, layers, x):
    _judge_maps(student.feature_maps(student.probes.model(layers), x), reference.feature_maps(x, layers))


@pytest.mark.points(2, task="feature_maps")
def test_maps_are_the_outputs_of_all_layers(student, reference, rng):
    """There is one output for each layer, from the first to the last; x itself is not among them."""
    _look(student, reference, _convolutional(rng), rng.normal(size=(2, 3, 4, 5)))


@pytest.mark.points(1, task="feature_maps")
@pytest.mark.needs("test_maps_are_the_outputs_of_all_layers")
def test_maps_count_a_model_as_one_layer(student, reference, rng):
    """A model among the layers is one of them: its output is in the list, what is inside it is not."""
    inner = [_mix(rng, 4, 3), ("wave",)]
    _look(student, reference, [("wave",), ("model", inner), _mix(rng, 2, 4)], rng.normal(size=(2, 3, 4, 5)))


@pytest.mark.points(2, task="feature_maps")
@pytest.mark.needs("test_maps_are_the_outputs_of_all_layers")
def test_maps_are_those_of_evaluation_mode(student, reference, rng):
    """A layer that behaves differently while it is trained, as dropout does, behaves as in evaluation."""
    layers, x = [_mix(rng, 4, 3), ("fickle",), ("wave",)], rng.normal(size=(2, 3))
    found = [student.feature_maps(model, x) for model in _of_both_modes(student, layers)]
    for maps in found:
        _judge_maps(maps, reference.feature_maps(x, layers))


@pytest.mark.points(1, task="feature_maps")
@pytest.mark.needs("test_maps_are_those_of_evaluation_mode")
def test_maps_leave_the_mode_as_it_was(student, rng):
    """A model in training is in training afterwards, one in evaluation in evaluation, with all of its layers."""
    layers = [*_convolutional(rng), ("model", [("fickle",), ("wave",)]), ("fickle",)]
    x = rng.normal(size=(2, 3, 4, 5))
    _assert_mode_kept(student, layers, lambda model: student.feature_maps(model, x))


@pytest.mark.points(1, task="feature_maps")
@pytest.mark.needs("test_maps_are_the_outputs_of_all_layers")
def test_maps_change_neither_weights_nor_x(student, reference, rng):
    """x stays as it was, however it lies in memory, and so do the model's weights."""
    layers, x = _convolutional(rng), _spread(rng.normal(size=(2, 3, 4, 5)))
    model = student.probes.model(layers)
    before = model.params
    for freeze in ("observe_frozen", "observe"):
        call = getattr(student.feature_maps, freeze)(model, x)
        assert_untouched(call)
        _judge_maps(call.value, reference.feature_maps(x, layers))
    after = model.params
    for key, value in before.items():
        assert_matches(after[key], value, name=f"params[{key!r}] afterwards")


@pytest.mark.points(1, task="feature_maps")
@pytest.mark.needs("test_maps_are_the_outputs_of_all_layers")
def test_maps_belong_to_their_own_call(student, reference, rng):
    """Calls about other models and images leave no trace in the next list."""
    layers = _convolutional(rng)
    model = student.probes.model(layers)
    for shape in ((2, 3, 4, 5), (1, 3, 6, 2)):
        x = rng.normal(size=shape)
        _judge_maps(student.feature_maps(model, x), reference.feature_maps(x, layers))
        _look(student, reference, _dense(rng), rng.normal(size=(2, 3)))


@pytest.mark.points(1, task="feature_maps")
@pytest.mark.hidden
@pytest.mark.needs("test_maps_count_a_model_as_one_layer", "test_maps_are_those_of_evaluation_mode")
def test_maps_of_any_model(student, reference, rng):
    """The list is right for every model, of a single layer or of many, and every batch."""
    inner = ("model", [("fickle",), _mix(rng, 4, 3)])
    cases = [
        ([("wave",)], (1, 3)),
        ([("wave",), inner, ("wave",)], (4, 3, 1, 2)),
        ([("rows",), inner, ("flat",), _mix(rng, 3, 4 * 2 * 5), ("wave",), ("fickle",), _mix(rng, 2, 3)], (2, 3, 4, 5)),
    ]
    for layers, shape in cases:
        _look(student, reference, layers, rng.normal(size=shape))


# The looks inside, with a block of the student's own


def _described(params):
    """Describe a vgg_block for the reference."""
    layers = []
    for place in range(0, len(params), 2):
        layers += [("conv", params[f"{place}.weight"], params[f"{place}.bias"]), ("relu",)]
    return [*layers, ("pool",)]


@pytest.mark.points(1, task="activation_maximization")
@pytest.mark.needs("test_vgg_block_backward_is_that_of_pytorch", "test_ascent_means_over_the_positions_of_a_channel")
def test_ascent_in_your_own_block(student, reference, rng):
    """For each kind of layer of your vgg_block x is what PyTorch finds."""
    block, params, x0 = _vgg(student, rng, (2, 3, 2), (2, 5, 6))
    for layer in (2, 3, 4):
        expected = reference.activation_maximization(x0, _described(params), layer, 1, 2.0, 3)
        found = student.activation_maximization(block, layer, 1, x0, 2.0, 3)
        assert_matches(found, expected, name="x")


@pytest.mark.points(1, task="feature_maps")
@pytest.mark.needs("test_vgg_block_forward_is_that_of_pytorch", "test_maps_are_the_outputs_of_all_layers")
def test_maps_of_your_own_block(student, reference, rng):
    """For your vgg_block the list holds what comes out of each Conv2d, ReLU and MaxPool2d."""
    block, params, x = _vgg(student, rng, (2, 3, 2), (2, 5, 6))
    _judge_maps(student.feature_maps(block, x), reference.feature_maps(x, _described(params)))
