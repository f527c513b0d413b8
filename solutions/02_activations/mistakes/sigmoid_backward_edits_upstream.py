"""dout *= ... writes into the caller's array: multiply into a new one."""


def sigmoid_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    s = sigmoid(x)
    dout *= s * (1 - s)
    return dout
