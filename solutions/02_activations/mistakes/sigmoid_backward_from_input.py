"""The slope is s (1 - s) with s = sigmoid(x): here x itself stands in the place of s."""


def sigmoid_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    return dout * x * (1 - x)
