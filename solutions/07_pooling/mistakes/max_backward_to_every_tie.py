"""Every entry that equals the maximum gets the gradient: where several do, only the first one does."""


def max_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf)
    _check_upstream(dout, padded, kernel, stride)
    places, gradient = _places(padded, kernel, stride), np.zeros_like(padded)
    largest = _largest(padded, places)
    for place in places:
        gradient[place] += dout * (padded[place] == largest)
    return _cropped(gradient, x, padding)
