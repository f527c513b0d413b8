"""np.zeros_like(dout) of integers is a buffer of integers, which cuts every gradient down to a whole number."""


def tanh_backward(dout, x):
    slope = 1 - np.tanh(_pair(dout, x)[1]) ** 2
    dx = np.zeros_like(dout)
    dx[...] = dout * slope
    return dx
