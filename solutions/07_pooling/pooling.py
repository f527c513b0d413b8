"""Pooling: a smaller image that keeps what matters.

Images are (N, C, H, W), and every channel of every image is pooled by itself. A window of kernel_h x kernel_w entries
stands at the top left corner of the padded image and moves by the stride, to the right and down, as long as all of it
lies inside. Sizes round down,

    out_h = (H + 2 * padding_h - kernel_h) // stride_h + 1        and out_w likewise,

so that rows and columns which no window reaches have no say and get the gradient 0.

Arrays are floating and keep their dtype: float32 in gives float32 out. Arguments are never modified. A layer is judged
in float64.
"""

import numpy as np

Size = int | tuple[int, int]  # one number for both directions, or (height, width)


def max_pool2d(x: np.ndarray, kernel: Size, stride: Size | None = None, padding: Size = 0) -> np.ndarray:
    """Keep the largest entry of every window.

    x:       (N, C, H, W) floating
    kernel:  size of the window, a number or (height, width)
    stride:  how far the window moves each time, a number or (height, width); None means as far as the kernel is large
    padding: rows and columns added on each side, a number or (height, width), at most kernel // 2; none of them is ever
             the largest entry, as if they held minus infinity
    returns: (N, C, out_h, out_w), dtype of x
    raises:  ValueError that names x if it does not have four axes, padding if it is more than kernel // 2 in either
             direction, kernel if it is larger than the padded image in either direction
    example: max_pool2d([[[[1, 2, 5, 0], [3, 4, 6, 7]]]], 2) -> [[[[4, 7]]]]
    source:  torch.nn.functional.max_pool2d
    """
    ### BEGIN SOLUTION
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    return _largest(padded, _places(padded, kernel, stride))
    ### END SOLUTION


def max_pool2d_backward(
    dout: np.ndarray, x: np.ndarray, kernel: Size, stride: Size | None = None, padding: Size = 0
) -> np.ndarray:
    """Pass a gradient back through max_pool2d: every window hands all of its own to its largest entry.

    dout:    (N, C, out_h, out_w) floating, dL/d(output)
    x, kernel, stride, padding: as max_pool2d took them
    returns: (N, C, H, W), dtype of x, dL/dx; 0 where no window's largest entry is
    raises:  ValueError as max_pool2d does, and one that names dout if its shape is not the output's
    note:    of equal largest entries the first one of the window, row by row, gets everything; an entry that is the
             largest of several windows gets the sum
    example: max_pool2d_backward([[[[10, 20]]]], [[[[4, 2, 5, 0], [3, 4, 6, 7]]]], 2) -> [[[[10, 0, 0, 0],
             [0, 0, 0, 20]]]]
    """
    ### BEGIN SOLUTION
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    _check_upstream(dout, padded, kernel, stride)
    places = _places(padded, kernel, stride)
    largest = _largest(padded, places)
    waiting = np.ones(dout.shape, dtype=bool)  # windows that have not met their largest entry yet
    gradient = np.zeros_like(padded)
    for place in places:
        first = (padded[place] == largest) & waiting
        gradient[place] += dout * first
        waiting ^= first
    return _cropped(gradient, x, padding)
    ### END SOLUTION


def avg_pool2d(x: np.ndarray, kernel: Size, stride: Size | None = None, padding: Size = 0) -> np.ndarray:
    """Average every window.

    x:       (N, C, H, W) floating
    kernel:  size of the window, a number or (height, width)
    stride:  how far the window moves each time, a number or (height, width); None means as far as the kernel is large
    padding: rows and columns of zeros added on each side, a number or (height, width), at most kernel // 2; they count:
             the sum of a window is always divided by kernel_h * kernel_w
    returns: (N, C, out_h, out_w), dtype of x
    raises:  ValueError that names x if it does not have four axes, padding if it is more than kernel // 2 in either
             direction, kernel if it is larger than the padded image in either direction
    example: avg_pool2d([[[[1, 2, 5, 0], [3, 4, 6, 7]]]], 2) -> [[[[2.5, 4.5]]]]
    source:  torch.nn.functional.avg_pool2d
    """
    ### BEGIN SOLUTION
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding)
    return sum(padded[place] for place in _places(padded, kernel, stride)) / (kernel[0] * kernel[1])
    ### END SOLUTION


def avg_pool2d_backward(
    dout: np.ndarray, x: np.ndarray, kernel: Size, stride: Size | None = None, padding: Size = 0
) -> np.ndarray:
    """Pass a gradient back through avg_pool2d: every window shares its own out equally among its entries.

    dout:    (N, C, out_h, out_w) floating, dL/d(output)
    x, kernel, stride, padding: as avg_pool2d took them
    returns: (N, C, H, W), dtype of x, dL/dx
    raises:  ValueError as avg_pool2d does, and one that names dout if its shape is not the output's
    note:    padded zeros get a share too, which is lost; an entry of several windows gets the sum
    example: avg_pool2d_backward([[[[8, 4]]]], [[[[1, 2, 5, 0], [3, 4, 6, 7]]]], 2) -> [[[[2, 2, 1, 1], [2, 2, 1, 1]]]]
    """
    ### BEGIN SOLUTION
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    gradient = np.zeros_like(_padded(x, padding))
    _check_upstream(dout, gradient, kernel, stride)
    share = dout / (kernel[0] * kernel[1])
    for place in _places(gradient, kernel, stride):
        gradient[place] += share
    return _cropped(gradient, x, padding)
    ### END SOLUTION


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    """Average every channel of every image to one number.

    x:       (N, C, H, W) floating
    returns: (N, C), dtype of x
    raises:  ValueError that names x if it does not have four axes
    example: global_avg_pool2d([[[[1, 2, 6]], [[0, 3, 3]]]]) -> [[3, 2]]
    source:  torch.nn.functional.adaptive_avg_pool2d to size 1, without its last two axes
    """
    ### BEGIN SOLUTION
    _check_axes(x)
    return x.mean(axis=(2, 3))
    ### END SOLUTION


def global_avg_pool2d_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through global_avg_pool2d: each channel's, shared out equally among its entries.

    dout:    (N, C) floating, dL/d(output)
    x:       (N, C, H, W) floating, as global_avg_pool2d took it
    returns: (N, C, H, W), dtype of x, dL/dx
    raises:  ValueError as global_avg_pool2d does, and one that names dout if its shape is not (N, C)
    example: global_avg_pool2d_backward([[6, 3]], [[[[1, 2, 6]], [[0, 3, 3]]]]) -> [[[[2, 2, 2]], [[1, 1, 1]]]]
    """
    ### BEGIN SOLUTION
    _check_axes(x)
    _check_shape(dout, x.shape[:2])
    share = dout / (x.shape[2] * x.shape[3])
    return np.ones_like(x) * share[:, :, None, None]
    ### END SOLUTION


def flatten(x: np.ndarray) -> np.ndarray:
    """Write each example out as one row, so that a dense layer can take it.

    x:       (N, ...) floating, two axes or more
    returns: (N, features), dtype of x, features being the product of all axes but the first; the last axis runs
             fastest (C order), however x lies in memory
    note:    may share memory with x
    example: flatten of shape (5, 10, 7, 7) has shape (5, 490); entry [n, c, i, j] becomes [n, 49 * c + 7 * i + j]
    source:  torch.flatten(x, 1)
    """
    ### BEGIN SOLUTION
    return x.reshape(len(x), -1)
    ### END SOLUTION


def flatten_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through flatten: the same numbers, in x's shape again.

    dout:    (N, features) floating, dL/d(output)
    x:       (N, ...) floating, as flatten took it
    returns: shape and dtype of x, dL/dx
    raises:  ValueError that names dout if its shape is not (N, features)
    example: flatten_backward([[1, 2, 3, 4]], [[[0, 0], [0, 0]]]) -> [[[1, 2], [3, 4]]]
    """
    ### BEGIN SOLUTION
    _check_shape(dout, flatten(x).shape)
    return dout.reshape(x.shape)
    ### END SOLUTION


class MaxPool2d:
    """Max pooling as a layer of a network.

    kernel, stride, padding: as max_pool2d takes them
    params:  {}, there is nothing to learn
    grads:   {}, as well
    example: MaxPool2d(2).forward(x), with x (5, 10, 28, 28), has shape (5, 10, 14, 14)
    source:  torch.nn.MaxPool2d
    """

    def __init__(self, kernel: Size, stride: Size | None = None, padding: Size = 0):
        ### BEGIN SOLUTION
        self.params, self.grads = {}, {}
        self._window = kernel, stride, padding
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return max_pool2d of x, (N, C, H, W) floating; the size may be another at each call."""
        ### BEGIN SOLUTION
        self._x = x
        return max_pool2d(x, *self._window)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx, (N, C, H, W), for the x of this layer's latest forward.

        dout: (N, C, out_h, out_w) floating, dL/d(output)
        note: a second call gives the same answer
        """
        ### BEGIN SOLUTION
        return max_pool2d_backward(dout, self._x, *self._window)
        ### END SOLUTION


class AvgPool2d:
    """Average pooling as a layer of a network.

    kernel, stride, padding: as avg_pool2d takes them
    params:  {}, there is nothing to learn
    grads:   {}, as well
    example: AvgPool2d(2).forward(x), with x (5, 10, 28, 28), has shape (5, 10, 14, 14)
    source:  torch.nn.AvgPool2d
    """

    def __init__(self, kernel: Size, stride: Size | None = None, padding: Size = 0):
        ### BEGIN SOLUTION
        self.params, self.grads = {}, {}
        self._window = kernel, stride, padding
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return avg_pool2d of x, (N, C, H, W) floating; the size may be another at each call."""
        ### BEGIN SOLUTION
        self._x = x
        return avg_pool2d(x, *self._window)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx, (N, C, H, W), for the x of this layer's latest forward.

        dout: (N, C, out_h, out_w) floating, dL/d(output)
        note: a second call gives the same answer
        """
        ### BEGIN SOLUTION
        return avg_pool2d_backward(dout, self._x, *self._window)
        ### END SOLUTION


class Flatten:
    """flatten as a layer of a network.

    params:  {}, there is nothing to learn
    grads:   {}, as well
    example: Flatten().forward(x), with x (5, 10, 7, 7), has shape (5, 490), and backward returns (5, 10, 7, 7) again
    source:  torch.nn.Flatten
    """

    def __init__(self):
        ### BEGIN SOLUTION
        self.params, self.grads = {}, {}
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return flatten of x, (N, ...) floating; the shape may be another at each call."""
        ### BEGIN SOLUTION
        self._x = x
        return flatten(x)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx in the shape of this layer's latest x.

        dout: (N, features) floating, dL/d(output)
        note: a second call gives the same answer
        """
        ### BEGIN SOLUTION
        return flatten_backward(dout, self._x)
        ### END SOLUTION


### BEGIN SOLUTION
def _pair(value):
    """Return (height, width) as a list of two integers."""
    return np.broadcast_to(value, 2).tolist()


def _checked(x, kernel, stride, padding):
    """Return kernel, stride and padding as pairs; ValueError if they do not fit the image."""
    _check_axes(x)
    kernel, stride, padding = _pair(kernel), _pair(kernel if stride is None else stride), _pair(padding)
    size = x.shape[2:]
    for axis in (0, 1):
        if padding[axis] > kernel[axis] // 2:
            raise ValueError(f"padding is {padding}; it should be at most half of the window, {kernel}")
        if kernel[axis] > size[axis] + 2 * padding[axis]:
            raise ValueError(f"kernel {kernel} is larger than an image of {size}, padded by {padding}")
    return kernel, stride, padding


def _check_axes(x):
    """Raise ValueError unless x is a batch of images."""
    if x.ndim != 4:
        raise ValueError(f"x has {x.ndim} axes; it should have four, (N, C, H, W)")


def _check_shape(dout, shape):
    """Raise ValueError unless dout has the output's shape."""
    if dout.shape != shape:
        raise ValueError(f"dout has shape {dout.shape}; it should be the output's, {shape}")


def _check_upstream(dout, padded, kernel, stride):
    """Raise ValueError unless dout has an entry for each window."""
    size = padded.shape[2:]
    windows = [(size[axis] - kernel[axis]) // stride[axis] + 1 for axis in (0, 1)]
    _check_shape(dout, (*padded.shape[:2], *windows))


def _padded(x, padding, value=0):
    """Return x with rows and columns of a value, zeros by default, around each image."""
    height, width = padding
    if height == width == 0:
        return x
    return np.pad(x, ((0, 0), (0, 0), (height, height), (width, width)), constant_values=value)


def _cropped(padded, x, padding):
    """Return the part of a padded array that is the image."""
    top, left = padding
    return padded[:, :, top : top + x.shape[2], left : left + x.shape[3]]


def _places(padded, kernel, stride):
    """Return an index for each place of the window, row by row: it takes the entry there from every window at once."""
    rows, columns = padded.shape[2] - kernel[0] + 1, padded.shape[3] - kernel[1] + 1  # where a window may begin
    return [
        np.s_[:, :, i : i + rows : stride[0], j : j + columns : stride[1]]
        for i in range(kernel[0])
        for j in range(kernel[1])
    ]


def _largest(padded, places):
    """Return the largest entry of every window."""
    largest = -np.inf
    for place in places:
        largest = np.maximum(largest, padded[place])
    return largest


### END SOLUTION
