"""Architectures: the blocks that deep networks are made of, and a look inside a trained one.

Everything is built from your earlier layers. A block is a layer itself: it has forward, backward, params and grads, and
may stand in a Sequential among others.

Images are (N, C, H, W) float64. No argument is ever modified.
"""

import numpy as np
from backprop import ReLU
from cnn import Sequential
from convolution import Conv2d
from pooling import MaxPool2d


def vgg_block(in_channels: int, out_channels: int, convolutions: int, rng: np.random.Generator) -> Sequential:
    """Make a block of VGG: some small convolutions in a row, then a pooling that halves the image.

    in_channels:  of the images that come in
    out_channels: how many kernels each convolution has
    convolutions: how many there are, at least 1
    rng:          numpy.random.Generator, the only source of chance; each Conv2d draws from it what it draws
    returns:      a Sequential of 2 * convolutions + 1 layers: so many times a Conv2d of 3x3 with padding 1 and a ReLU,
                  then MaxPool2d(2); (N, in_channels, H, W) becomes (N, out_channels, H // 2, W // 2)
    example:      vgg_block(3, 64, 2, rng) has the keys 0.weight (64, 3, 3, 3), 0.bias (64,), 2.weight (64, 64, 3, 3)
                  and 2.bias (64,)
    source:       Simonyan and Zisserman 2015, table 1
    """
    raise NotImplementedError("not written yet")


def vgg16_shapes(image_size: int) -> list[tuple[str, tuple[int, ...]]]:
    """List what comes out of each layer of VGG-16, from the first convolution to the scores of the 1,000 classes.

    image_size: height and width of the images: pixels
    returns:    21 pairs (name, shape), the shape without the batch. Five blocks of 2, 2, 3, 3 and 3 convolutions, named
                conv1_1, conv1_2, pool1, conv2_1, ..., pool5, have 64, 128, 256, 512 and 512 channels; a convolution
                keeps height and width, a pooling halves them and rounds down. Then fc6 and fc7 of 4,096 units, and fc8
    raises:     ValueError that names image_size if it is below 32: nothing would be left for pool5
    example:    vgg16_shapes(224) begins with ("conv1_1", (64, 224, 224)) and ends with ("fc8", (1000,))
    source:     Simonyan and Zisserman 2015, table 1, column D
    """
    raise NotImplementedError("not written yet")


def count_parameters(layers: list[tuple]) -> int:
    """Count the numbers that a network learns, weights and biases.

    layers:  ("conv", in_channels, out_channels, kernel) with kernels of kernel x kernel,
             ("dense", in_features, out_features), ("pool", kernel, stride); in any order, any number of them
    returns: an int; each kernel and each unit has one bias, and pooling learns nothing
    example: count_parameters([("conv", 3, 64, 3), ("pool", 2, 2), ("dense", 4096, 1000)]) -> 1792 + 0 + 4097000
    """
    raise NotImplementedError("not written yet")


def receptive_field(layers: list[tuple[int, int]]) -> int:
    """Say how many pixels, along one axis, one number of the last layer can see.

    layers:  (kernel, stride) of each convolution or pooling, from the input on
    returns: an int, 1 + sum over i of (kernel_i - 1) * product of the strides of all layers before i; 1 without layers
    example: receptive_field([(3, 1), (3, 1)]) -> 5, as far as one kernel of 5; receptive_field([(3, 2), (3, 1)]) -> 7
    source:  Araujo et al. 2019, "Computing receptive fields of convolutional neural networks", eq. 2
    """
    raise NotImplementedError("not written yet")


class ResidualBlock:
    """Two convolutions that learn what to add to their input: relu(conv2(relu(conv1(x))) + skip(x)).

    channels:     of the images that come in
    rng:          numpy.random.Generator, the only source of chance; each Conv2d draws from it what it draws
    out_channels: of what comes out; None for as many as come in
    stride:       of conv1: a whole number
    parts:        conv1 is 3x3 with padding 1 and the stride, conv2 is 3x3 with padding 1 and stride 1; skip(x) is x, or
                  if out_channels differs from channels, or the stride is not 1, it is a 1x1 convolution of x with the
                  stride and without padding, called projection
    params:       "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias" and, with a projection,
                  "projection.weight", "projection.bias": the layers' own arrays, not copies. A dict made once or a
                  property that collects them, as you like
    grads:        the gradients of the latest backward under the same keys
    example:      ResidualBlock(64, rng, out_channels=128, stride=2) turns (N, 64, 56, 56) into (N, 128, 28, 28); its
                  projection.weight is (128, 64, 1, 1). ResidualBlock(64, rng) keeps the shape and has no projection
    source:       He et al. 2015, eq. 1 and 2, here without batch normalisation, and with biases
    """

    def __init__(self, channels: int, rng: np.random.Generator, out_channels: int | None = None, stride: int = 1):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return relu(conv2(relu(conv1(x))) + skip(x)).

        x:       (N, channels, H, W) float64
        returns: (N, out_channels, out_h, out_w); each side is (side - 1) // stride + 1
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Fill grads, and return dL/dx of the latest forward; called twice it gives the same.

        dout:    (N, out_channels, out_h, out_w), dL/d(output)
        returns: (N, channels, H, W): what comes back along both ways, added up
        """
        raise NotImplementedError("not written yet")


def activation_maximization(model, layer: int, unit: int, x0: np.ndarray, lr: float, steps: int) -> np.ndarray:
    """Change an image step by step so that one unit of a network answers ever more strongly: what does it look for?

    model:   anything with layers, training, train() and eval() as a Sequential has them; its params stay as they are
    layer:   whose output it is: an index into model.layers, from 0
    unit:    which channel of that output, or which unit if the output is (N, units): an index on axis 1
    x0:      (N, ...), where to begin: images, or whatever the model takes; float64
    lr:      the learning rate
    steps:   how many, 0 or more
    returns: shape of x0: x after all steps of x = x + lr * d(objective)/dx, uphill; the gradient is that of the x it is
             added to, and nothing normalises or clips it
    note:    the objective is the sum over the examples of the mean over all positions of that channel. The model runs
             in evaluation mode, and is left in the mode it was in
    example: with a model of one Dense of weight [[1, -2], [3, 4]] and bias 0
             activation_maximization(model, 0, 1, [[0, 0]], 0.5, 2) -> [[3, 4]]
    source:  Erhan et al. 2009, "Visualizing higher-layer features of a deep network"
    """
    raise NotImplementedError("not written yet")


def feature_maps(model, x: np.ndarray) -> list[np.ndarray]:
    """Return what every layer of a network makes of some images.

    model:   anything with layers, training, train() and eval() as a Sequential has them; its params stay as they are
    x:       (N, ...), what the model takes
    returns: list of the outputs of all layers, from the first to the last; x itself is not among them. A model in
             model.layers is one layer
    note:    runs in evaluation mode, and leaves the model in the mode it was in
    example: for vgg_block(3, 64, 1, rng) and x of shape (1, 3, 8, 8) the shapes are (1, 64, 8, 8) after the convolution
             and again after the ReLU, and (1, 64, 4, 4) after the pooling
    source:  Zeiler and Fergus 2014, "Visualizing and understanding convolutional networks"
    """
    raise NotImplementedError("not written yet")
