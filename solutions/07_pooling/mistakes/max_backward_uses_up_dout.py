"""dout is set to 0 where it has been handed out: it is the caller's array, copy it first."""


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    _check_upstream(dout, padded, kernel, stride)
    places, gradient = _places(padded, kernel, stride), np.zeros_like(padded)
    largest = _largest(padded, places)
    for place in places:
        first = padded[place] == largest
        gradient[place] += dout * first
        dout[first] = 0
    return _cropped(gradient, x, padding)
