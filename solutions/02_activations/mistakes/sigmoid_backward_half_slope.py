"""The slope is s (1 - s): the factor 1 - s is missing."""


def sigmoid_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    return dout * sigmoid(x)
