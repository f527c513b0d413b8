"""The gradient is always float64: keep the dtype of a floating input."""


def sigmoid_backward(dout, x):
    dout, x = np.asarray(dout, dtype=np.float64), np.asarray(x, dtype=np.float64)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    s = sigmoid(x)
    return dout * s * (1 - s)
