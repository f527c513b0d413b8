"""Window i sends its gradient to row i: it began at row i * stride, and columns likewise."""


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    _check_upstream(dout, padded, kernel, stride)
    places, gradient = _places(padded, kernel, stride), np.zeros_like(padded)
    largest, waiting = _largest(padded, places), np.ones(dout.shape, dtype=bool)
    for place in places:
        first = waiting & (padded[place] == largest)
        i, j = place[2].start, place[3].start
        gradient[:, :, i : i + dout.shape[2], j : j + dout.shape[3]] += dout * first
        waiting &= ~first
    return _cropped(gradient, x, padding)
