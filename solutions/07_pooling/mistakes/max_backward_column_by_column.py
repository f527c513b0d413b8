"""The window is searched column by column: of equal maxima the first one row by row counts."""


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    _check_upstream(dout, padded, kernel, stride)
    places, gradient = _places(padded, kernel, stride), np.zeros_like(padded)
    largest, waiting = _largest(padded, places), np.ones(dout.shape, dtype=bool)
    for place in [place for column in range(kernel[1]) for place in places[column :: kernel[1]]]:
        first = waiting & (padded[place] == largest)
        gradient[place] += dout * first
        waiting &= ~first
    return _cropped(gradient, x, padding)
