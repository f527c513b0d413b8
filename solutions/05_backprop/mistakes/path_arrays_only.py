"""A list has no @: make arrays of the weights first."""

_right = path_gradient


def path_gradient(x, weights, y):
    w1, w2, w3 = weights
    assert w1.ndim == w2.ndim == w3.ndim == 2
    return _right(x, weights, y)
