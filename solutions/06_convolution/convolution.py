"""Convolution: one small kernel, moved over a whole image.

Images are (N, C, H, W). As in PyTorch the operation is cross-correlation: the kernel is not turned over before it is
laid on the image. A pair is always (height, width), and an int stands for both.

Arrays are floating and keep their dtype; arguments are never modified. A ValueError names the argument at fault.
"""

import numpy as np

_IntOrPair = int | tuple[int, int]


def _pair(value: _IntOrPair) -> tuple[int, int]:
    """Return (height, width) of an int or a pair."""
    return (value, value) if np.ndim(value) == 0 else (value[0], value[1])


def output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    """Count the places of a kernel along one axis.

    size:    of the image along that axis: pixels
    kernel:  its length: pixels
    stride:  from one place to the next: pixels
    padding: zeros added at each of the two ends: pixels
    returns: an int; where the steps do not come out even, the last pixels stay unused
    raises:  ValueError that names kernel if it is longer than the padded axis
    example: output_size(7, 3, 2, 0) -> 3, and output_size(8, 3, 2, 0) -> 3 too: the eighth pixel is unused
    source:  Dumoulin and Visin 2016, relationship 6
    """
    ### BEGIN SOLUTION
    return _places(size + 2 * padding, kernel, stride)
    ### END SOLUTION


### BEGIN SOLUTION
def _places(size, kernel, stride):
    """Count the places of a kernel along an axis that is padded already."""
    if kernel > size:
        raise ValueError(f"kernel (weight) of {kernel} pixels does not fit into {size}, padding included")
    return (size - kernel) // stride + 1


def _check_axes(name, array, count):
    """Raise ValueError unless an array has as many axes as it should."""
    if array.ndim != count:
        raise ValueError(f"{name} should have {count} axes, not {array.ndim}")


def _both_ends(padding):
    """Return the zeros (before, after) the rows, and those before and after the columns."""
    return [(count, count) for count in _pair(padding)]


def _framed(x, margins):
    """Put zeros around every image."""
    return np.pad(x, [(0, 0), (0, 0), *margins])


def _without_frame(framed, margins):
    """Cut the margins off again."""
    (top, bottom), (left, right) = margins
    return framed[:, :, top : framed.shape[2] - bottom, left : framed.shape[3] - right]


def _views(images, kernel, stride):
    """Return, for each entry of a kernel, what it meets in all its places: views (..., C, out_h, out_w) of images."""
    rows, columns = _places(images.shape[-2], kernel[0], 1), _places(images.shape[-1], kernel[1], 1)
    return [images[..., i : i + rows : stride[0], j : j + columns : stride[1]] for i, j in np.ndindex(*kernel)]


def _columns(images, kernel, stride):
    """Return the windows of images (..., C, H, W) as columns, (..., C * kernel_h * kernel_w, out_h * out_w)."""
    stacked = np.stack(_views(images, kernel, stride), axis=-3)  # (..., C, kernel_h * kernel_w, out_h, out_w)
    *batch, channels, entries, out_h, out_w = stacked.shape
    return stacked.reshape(*batch, channels * entries, out_h * out_w)


def _add_columns(images, columns, kernel, stride):
    """Add every column to its window of images (..., C, H, W), in place."""
    views = _views(images, kernel, stride)
    *batch, out_h, out_w = views[0].shape
    stacked = columns.reshape(*batch, len(views), out_h, out_w)
    for place, view in enumerate(views):
        view += stacked[..., place, :, :]


_FEW = 4  # images at once: their columns stay in the processor's cache


def _blocks(images):
    """Return slices that take a few images each."""
    return [slice(start, start + _FEW) for start in range(0, len(images), _FEW)]


### END SOLUTION


def convolve2d(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Lay a kernel on every place of an image where all of it fits; multiply what meets, and add up.

    image:   (height, width) floating
    kernel:  (kernel_h, kernel_w) floating
    returns: (height - kernel_h + 1, width - kernel_w + 1), dtype of the image; entry (i, j) is
             sum over u, v of image[i + u, j + v] * kernel[u, v]
    raises:  ValueError that names image or kernel if it has not two axes, and kernel if it is higher or wider than the
             image
    note:    nothing is clipped or rounded: of a picture, numbers below 0 and above 255 may come out
    example: convolve2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]]) -> [[-4, -4]]
    source:  scipy.signal.correlate2d with mode="valid"
    """
    ### BEGIN SOLUTION
    _check_axes("image", image, 2)
    _check_axes("kernel", kernel, 2)
    views = _views(image[None], kernel.shape, (1, 1))
    return sum(factor * view[0] for factor, view in zip(kernel.flat, views, strict=True))
    ### END SOLUTION


def pad2d(x: np.ndarray, padding: _IntOrPair) -> np.ndarray:
    """Put a frame of zeros around every image.

    x:       (N, C, H, W) floating
    padding: rows added above and again below, columns added on the left and again on the right: pixels
    returns: (N, C, H + 2 * rows, W + 2 * columns), dtype of x
    raises:  ValueError that names x if it has not four axes
    example: pad2d([[[[5, 6]]]], (0, 1)) -> [[[[0, 5, 6, 0]]]]
    """
    ### BEGIN SOLUTION
    _check_axes("x", x, 4)
    return _framed(x, _both_ends(padding))
    ### END SOLUTION


def im2col(x: np.ndarray, kernel: _IntOrPair, stride: _IntOrPair, padding: _IntOrPair) -> np.ndarray:
    """Write every window of an image as a column.

    x:       (N, C, H, W) floating
    kernel:  the size of a window, (kernel_h, kernel_w): pixels
    stride:  from one window to the next: pixels
    padding: zeros on each side of the image: pixels
    returns: (N, C * kernel_h * kernel_w, out_h * out_w), dtype of x. A column holds the first channel of its window row
             by row, then the next channel; the columns follow each other as the windows do, row by row.
    raises:  ValueError that names x if it has not four axes, and kernel if it is larger than the padded image
    example: im2col([[[[1, 2, 3], [4, 5, 6]]]], 2, 1, 0) -> [[[1, 2], [2, 3], [4, 5], [5, 6]]]
    source:  torch.nn.functional.unfold
    """
    ### BEGIN SOLUTION
    _check_axes("x", x, 4)
    framed = _framed(x, _both_ends(padding))
    return _columns(framed, _pair(kernel), _pair(stride))
    ### END SOLUTION


def col2im(
    cols: np.ndarray, shape: tuple[int, int, int, int], kernel: _IntOrPair, stride: _IntOrPair, padding: _IntOrPair
) -> np.ndarray:
    """Add every column back into the window that im2col takes it from.

    cols:    (N, C * kernel_h * kernel_w, out_h * out_w) floating, in the order of im2col
    shape:   (N, C, H, W) of the images, without padding
    kernel:  the size of a window, (kernel_h, kernel_w): pixels
    stride:  from one window to the next: pixels
    padding: zeros on each side of the image: pixels
    returns: that shape, dtype of cols: a pixel that several windows share gets the sum, a pixel of no window 0; what
             falls on the padding is dropped
    raises:  ValueError that names cols if it has not that shape, and kernel if it is larger than the padded image
    note:    the adjoint of im2col, not its inverse: sum(im2col(x) * c) = sum(x * col2im(c)) for every x and c
    example: col2im([[[1, 2], [3, 4]]], (1, 1, 1, 3), (1, 2), 1, 0) -> [[[[1, 5, 4]]]]
    source:  torch.nn.functional.fold
    """
    ### BEGIN SOLUTION
    kernel, stride, margins = _pair(kernel), _pair(stride), _both_ends(padding)
    framed = _framed(np.zeros(shape, cols.dtype), margins)
    wanted = (len(framed), *_columns(framed[0], kernel, stride).shape)
    if cols.shape != wanted:
        raise ValueError(f"cols should have shape {wanted} for images {shape}, not {cols.shape}")
    _add_columns(framed, cols, kernel, stride)
    return _without_frame(framed, margins)
    ### END SOLUTION


def conv2d(
    x: np.ndarray, weight: np.ndarray, bias: np.ndarray, stride: _IntOrPair = 1, padding: _IntOrPair | str = 0
) -> np.ndarray:
    """Convolve images with several kernels: each looks at all channels and makes one channel of the output.

    x:       (N, in_channels, H, W) floating
    weight:  (out_channels, in_channels, kernel_h, kernel_w)
    bias:    (out_channels,), added to every pixel of its channel
    stride:  from one window to the next: pixels
    padding: zeros on each side of the image: pixels; or "same", with stride 1, for an output of the image's size: of
             the k - 1 zeros that an axis needs, (k - 1) // 2 go before it and the rest after it, so that an even
             kernel has one more at the bottom or on the right
    returns: (N, out_channels, out_h, out_w), dtype of x
    raises:  ValueError that names x or weight if it has not four axes, one of the two if their channels differ, kernel
             or weight if the kernel is larger than the padded image, and stride or padding if padding is "same" and
             the stride is not 1
    example: conv2d(x, weight, [0.5]), all ones, x (1, 2, 3, 3) and weight (1, 2, 2, 2)
             -> [[[[8.5, 8.5], [8.5, 8.5]]]]
    source:  torch.nn.functional.conv2d
    """
    ### BEGIN SOLUTION
    kernel, stride, margins = weight.shape[2:], _pair(stride), _margins(x, weight, stride, padding)
    framed, rows = _framed(x, margins), weight.reshape(len(weight), weight[0].size)
    out_h, out_w = _places(framed.shape[2], kernel[0], stride[0]), _places(framed.shape[3], kernel[1], stride[1])
    result = np.empty((len(x), len(weight), out_h * out_w), x.dtype)
    for some in _blocks(framed):
        np.matmul(rows, _columns(framed[some], kernel, stride), out=result[some])
    result += bias[:, None]
    return result.reshape(len(x), len(weight), out_h, out_w)
    ### END SOLUTION


### BEGIN SOLUTION
def _margins(x, weight, stride, padding):
    """Check what belongs together; return the zeros (before, after) the rows, and those around the columns."""
    _check_axes("x", x, 4)
    _check_axes("weight", weight, 4)
    if x.shape[1] != weight.shape[1]:
        raise ValueError(f"x has {x.shape[1]} channels, but weight is for {weight.shape[1]}")
    if not isinstance(padding, str):
        return _both_ends(padding)
    if _pair(stride) != (1, 1):
        raise ValueError(f'stride should be 1 where padding is "same", not {stride}')
    return [((length - 1) // 2, length // 2) for length in weight.shape[2:]]


### END SOLUTION


def conv2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,  # noqa: ARG001 - no gradient depends on it
    stride: _IntOrPair = 1,
    padding: _IntOrPair | str = 0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pass a gradient back through conv2d.

    dout:    (N, out_channels, out_h, out_w) floating, dL/d(output)
    x:       (N, in_channels, H, W), as conv2d had it; so are weight, bias, stride and padding
    returns: (dx, dweight, dbias), each of the shape and dtype of what it belongs to; dx is 0 at pixels that no window
             reached. dweight and dbias are sums over the batch and all places, not means.
    raises:  ValueError as conv2d does
    example: conv2d_backward([[[[1, 10]]]], [[[[1, 2, 3]]]], [[[[4, 5]]]], [0])
             -> ([[[[4, 45, 50]]]], [[[[21, 32]]]], [11])
    source:  Dumoulin and Visin 2016, section 4
    """
    ### BEGIN SOLUTION
    kernel, stride, margins = weight.shape[2:], _pair(stride), _margins(x, weight, stride, padding)
    framed = _framed(x, margins)
    kernels = np.ascontiguousarray(weight.reshape(len(weight), weight[0].size).T)  # makes both products faster
    dframed, products = np.zeros_like(framed), np.empty((len(x), *kernels.shape), kernels.dtype)
    dout = dout.reshape(len(x), len(weight), dout[0, 0].size)
    for some in _blocks(framed):
        np.matmul(_columns(framed[some], kernel, stride), dout[some].transpose(0, 2, 1), out=products[some])
        _add_columns(dframed[some], kernels @ dout[some], kernel, stride)
    dweight = products.sum(axis=0).T.reshape(weight.shape)
    return _without_frame(dframed, margins), dweight, dout.sum(axis=(0, 2))
    ### END SOLUTION


def _initial_weight(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Draw weights within 1 / sqrt(fan_in), fan_in being the number of inputs of one output."""
    bound = np.prod(shape[1:]) ** -0.5
    return rng.uniform(-bound, bound, shape)


class Conv2d:
    """A layer of convolution.

    params: weight (out_channels, in_channels, kernel_h, kernel_w) and bias (out_channels,), both float64
    grads:  the same keys and shapes, set by backward: the gradients of the latest forward, not added up over calls
    note:   whoever trains the layer writes into the arrays of params; each forward uses what they hold then
    source: torch.nn.Conv2d
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: _IntOrPair,
        rng: np.random.Generator,
        stride: _IntOrPair = 1,
        padding: _IntOrPair | str = 0,
    ):
        """Draw the weight from rng, for which _initial_weight will do; the bias begins as zeros.

        stride, padding: as conv2d takes them
        raises:          ValueError as conv2d does if padding is "same" and the stride is not 1, here or in forward
        """
        ### BEGIN SOLUTION
        weight = _initial_weight((out_channels, in_channels, *_pair(kernel_size)), rng)
        self.params = {"weight": weight, "bias": np.zeros(out_channels)}
        self.grads = {}
        self._stride, self._padding = stride, padding
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Convolve, and keep what backward needs.

        x:       (N, in_channels, H, W) float64
        returns: (N, out_channels, out_h, out_w)
        raises:  ValueError as conv2d does
        """
        ### BEGIN SOLUTION
        self._x = x
        return conv2d(x, self.params["weight"], self.params["bias"], self._stride, self._padding)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Set grads and return dx, for the x of the latest forward; called twice it gives the same.

        dout:    (N, out_channels, out_h, out_w), dL/d(output)
        returns: (N, in_channels, H, W), dL/dx
        """
        ### BEGIN SOLUTION
        arguments = self.params["weight"], self.params["bias"], self._stride, self._padding
        dx, self.grads["weight"], self.grads["bias"] = conv2d_backward(dout, self._x, *arguments)
        return dx
        ### END SOLUTION
