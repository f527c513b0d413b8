"""The sum runs over the whole array: slices do not influence each other, so give sum the axis."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return dout - p * dout.sum()
