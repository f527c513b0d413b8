"""The exponent has the wrong sign: 1 / (1 + exp(x)) falls where sigmoid rises."""


def sigmoid(x):
    x = _floating(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, small / (1 + small), 1 / (1 + small))
