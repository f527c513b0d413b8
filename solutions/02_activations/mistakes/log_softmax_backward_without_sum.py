"""dout is summed before it is multiplied by p: dout - p is right only where dout sums to 1."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return dout - p
