"""np.zeros_like(dout) of integers is a buffer of integers, which cuts the gradient down to whole numbers."""


def sigmoid_backward(dout, x):
    dout = np.asarray(dout)
    if dout.shape != np.shape(x):
        raise ValueError("dout has another shape than x")
    s = sigmoid(x)
    dx = np.zeros_like(dout)
    dx[...] = dout * s * (1 - s)
    return dx
