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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


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
    raise NotImplementedError("not written yet")


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    """Average every channel of every image to one number.

    x:       (N, C, H, W) floating
    returns: (N, C), dtype of x
    raises:  ValueError that names x if it does not have four axes
    example: global_avg_pool2d([[[[1, 2, 6]], [[0, 3, 3]]]]) -> [[3, 2]]
    source:  torch.nn.functional.adaptive_avg_pool2d to size 1, without its last two axes
    """
    raise NotImplementedError("not written yet")


def global_avg_pool2d_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through global_avg_pool2d: each channel's, shared out equally among its entries.

    dout:    (N, C) floating, dL/d(output)
    x:       (N, C, H, W) floating, as global_avg_pool2d took it
    returns: (N, C, H, W), dtype of x, dL/dx
    raises:  ValueError as global_avg_pool2d does, and one that names dout if its shape is not (N, C)
    example: global_avg_pool2d_backward([[6, 3]], [[[[1, 2, 6]], [[0, 3, 3]]]]) -> [[[[2, 2, 2]], [[1, 1, 1]]]]
    """
    raise NotImplementedError("not written yet")


def flatten(x: np.ndarray) -> np.ndarray:
    """Write each example out as one row, so that a dense layer can take it.

    x:       (N, ...) floating, two axes or more
    returns: (N, features), dtype of x, features being the product of all axes but the first; the last axis runs
             fastest (C order), however x lies in memory
    note:    may share memory with x
    example: flatten of shape (5, 10, 7, 7) has shape (5, 490); entry [n, c, i, j] becomes [n, 49 * c + 7 * i + j]
    source:  torch.flatten(x, 1)
    """
    raise NotImplementedError("not written yet")


def flatten_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Pass a gradient back through flatten: the same numbers, in x's shape again.

    dout:    (N, features) floating, dL/d(output)
    x:       (N, ...) floating, as flatten took it
    returns: shape and dtype of x, dL/dx
    raises:  ValueError that names dout if its shape is not (N, features)
    example: flatten_backward([[1, 2, 3, 4]], [[[0, 0], [0, 0]]]) -> [[[1, 2], [3, 4]]]
    """
    raise NotImplementedError("not written yet")


class MaxPool2d:
    """Max pooling as a layer of a network.

    kernel, stride, padding: as max_pool2d takes them
    params:  {}, there is nothing to learn
    grads:   {}, as well
    example: MaxPool2d(2).forward(x), with x (5, 10, 28, 28), has shape (5, 10, 14, 14)
    source:  torch.nn.MaxPool2d
    """

    def __init__(self, kernel: Size, stride: Size | None = None, padding: Size = 0):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return max_pool2d of x, (N, C, H, W) floating; the size may be another at each call."""
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx, (N, C, H, W), for the x of this layer's latest forward.

        dout: (N, C, out_h, out_w) floating, dL/d(output)
        note: a second call gives the same answer
        """
        raise NotImplementedError("not written yet")


class AvgPool2d:
    """Average pooling as a layer of a network.

    kernel, stride, padding: as avg_pool2d takes them
    params:  {}, there is nothing to learn
    grads:   {}, as well
    example: AvgPool2d(2).forward(x), with x (5, 10, 28, 28), has shape (5, 10, 14, 14)
    source:  torch.nn.AvgPool2d
    """

    def __init__(self, kernel: Size, stride: Size | None = None, padding: Size = 0):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return avg_pool2d of x, (N, C, H, W) floating; the size may be another at each call."""
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx, (N, C, H, W), for the x of this layer's latest forward.

        dout: (N, C, out_h, out_w) floating, dL/d(output)
        note: a second call gives the same answer
        """
        raise NotImplementedError("not written yet")


class Flatten:
    """flatten as a layer of a network.

    params:  {}, there is nothing to learn
    grads:   {}, as well
    example: Flatten().forward(x), with x (5, 10, 7, 7), has shape (5, 490), and backward returns (5, 10, 7, 7) again
    source:  torch.nn.Flatten
    """

    def __init__(self):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return flatten of x, (N, ...) floating; the shape may be another at each call."""
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dL/dx in the shape of this layer's latest x.

        dout: (N, features) floating, dL/d(output)
        note: a second call gives the same answer
        """
        raise NotImplementedError("not written yet")
