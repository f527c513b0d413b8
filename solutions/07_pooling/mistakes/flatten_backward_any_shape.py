"""Whatever has as many numbers is reshaped: a dout that is not (N, features) is a ValueError."""


def flatten_backward(dout, x):
    return dout.reshape(x.shape)
