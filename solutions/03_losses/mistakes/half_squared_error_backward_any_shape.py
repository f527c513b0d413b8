"""A shape (N, 1) against (N,) is broadcast to (N, N) in silence: compare the shapes first, and raise a ValueError that names target."""


def half_squared_error_backward(prediction, target):
    prediction, target = _floating(prediction), _floating(target)
    return prediction - target
