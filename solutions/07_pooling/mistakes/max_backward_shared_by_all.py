"""All entries of a window share its gradient: only the largest had a say, and gets all of it."""


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    _check_upstream(dout, padded, kernel, stride)
    places, gradient = _places(padded, kernel, stride), np.zeros_like(padded)
    for place in places:
        gradient[place] += dout / len(places)
    return _cropped(gradient, x, padding)
