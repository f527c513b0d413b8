"""What decides is the sign of x, not that of the upstream gradient."""


def relu_backward(dout, x):
    return np.maximum(dout, 0)
