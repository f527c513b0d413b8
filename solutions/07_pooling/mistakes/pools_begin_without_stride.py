"""Window i begins at row i: it begins at row i * stride, and columns likewise."""


def _at_every_step(padded, kernel, stride):
    rows, columns = [(padded.shape[axis + 2] - kernel[axis]) // stride[axis] + 1 for axis in (0, 1)]
    return [np.s_[:, :, i : i + rows, j : j + columns] for i in range(kernel[0]) for j in range(kernel[1])]


def max_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    return _largest(padded, _at_every_step(padded, kernel, stride))


def avg_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, 0)
    return sum(padded[place] for place in _at_every_step(padded, kernel, stride)) / (kernel[0] * kernel[1])
