"""The sign is wrong: it is dout minus the weighted sum, not the sum minus dout."""


def softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    p = softmax(x, axis)
    return p * ((p * dout).sum(axis=axis, keepdims=True) - dout)
