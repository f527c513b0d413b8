"""x is the input of sigmoid, and its slope is s (1 - s) with s = sigmoid(x): here sigmoid is applied twice."""


def sigmoid_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    s = sigmoid(sigmoid(x))
    return dout * s * (1 - s)
