"""The sum runs over the whole array: slices do not influence each other, so give sum the axis."""


def softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    p = softmax(x, axis)
    return p * (dout - (p * dout).sum())
