"""Negative numbers become positive: relu puts 0 in their place."""


def relu(x):
    return np.abs(_floating(x))
