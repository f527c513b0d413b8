"""Equal maxima share the gradient: the first one of the window gets all of it."""


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    _check_upstream(dout, padded, kernel, stride)
    places, gradient = _places(padded, kernel, stride), np.zeros_like(padded)
    largest = _largest(padded, places)
    ties = sum((padded[place] == largest).astype(x.dtype) for place in places)
    for place in places:
        gradient[place] += dout * (padded[place] == largest) / ties
    return _cropped(gradient, x, padding)
