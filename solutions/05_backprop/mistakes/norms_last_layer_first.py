"""The last layer comes first, as on the way back: the first layer belongs first."""

_right = gradient_norms


def gradient_norms(model, x, dout):
    return _right(model, x, dout)[::-1]
