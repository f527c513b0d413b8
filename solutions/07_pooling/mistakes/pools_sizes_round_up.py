"""A last window that is not whole is pooled as well: sizes round down, and the rest has no say."""

_max, _avg = max_pool2d, avg_pool2d


def _completed(x, kernel, stride, padding, value):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    more = [-(x.shape[axis + 2] + 2 * padding[axis] - kernel[axis]) % stride[axis] for axis in (0, 1)]
    return np.pad(x, ((0, 0), (0, 0), (0, more[0]), (0, more[1])), constant_values=value)


def max_pool2d(x, kernel, stride=None, padding=0):
    return _max(_completed(x, kernel, stride, padding, -np.inf), kernel, stride, padding)


def avg_pool2d(x, kernel, stride=None, padding=0):
    return _avg(_completed(x, kernel, stride, padding, 0), kernel, stride, padding)
