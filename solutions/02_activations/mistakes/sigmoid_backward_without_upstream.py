"""dout is missing: the slope of sigmoid has to be multiplied by the gradient that arrives."""


def sigmoid_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    s = sigmoid(x)
    return s * (1 - s)
