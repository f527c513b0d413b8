"""out= with a view of x writes into the caller's image: take a copy of the first slice."""


def max_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, -np.inf) if any(padding) else x
    places = _places(padded, kernel, stride)
    largest = padded[places[0]]
    return np.maximum(largest, _largest(padded, places), out=largest)
