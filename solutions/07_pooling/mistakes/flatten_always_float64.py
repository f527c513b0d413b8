"""The result is float64 whatever x is: give new arrays the dtype of x."""


def flatten(x):
    rows = np.zeros((len(x), x.size // len(x)))
    rows[...] = x.reshape(len(x), -1)
    return rows


def flatten_backward(dout, x):
    _check_shape(dout, (len(x), x.size // len(x)))
    gradient = np.zeros(x.shape)
    gradient[...] = dout.reshape(x.shape)
    return gradient
