"""A NumPy float64 as alpha turns float32 into float64: turn alpha into x's dtype first."""


def elu_backward(dout, x, alpha=1.0):
    dout, x = _pair(dout, x)
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    return np.where(x > 0, dout, dout * alpha * np.exp(np.minimum(x, 0)))
