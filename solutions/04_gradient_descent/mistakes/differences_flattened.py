"""The gradient is flat: give it the shape of x."""

_shaped = numerical_gradient


def numerical_gradient(f, x, h=1e-5):
    return _shaped(f, x, h).reshape(-1)
