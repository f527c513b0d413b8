"""The root is missing: this is the sum of the squares."""

_right = gradient_norms


def gradient_norms(model, x, dout):
    return [norm**2 for norm in _right(model, x, dout)]
