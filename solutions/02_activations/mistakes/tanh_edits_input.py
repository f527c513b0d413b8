"""out=x writes the result into the argument: the caller still needs x, for the backward pass at the latest."""


def tanh(x):
    x = _floating(x)
    return np.tanh(x, out=x)
