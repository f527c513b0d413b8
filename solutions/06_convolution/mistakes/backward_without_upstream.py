"""dout is ignored, as if it were ones: multiply by what comes from above."""

_with_upstream = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    return _with_upstream(np.ones_like(dout), x, weight, bias, stride, padding)
