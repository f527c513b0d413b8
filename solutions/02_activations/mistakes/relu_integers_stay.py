"""Integers stay integers: turn lists and integers into float64 first."""


def relu(x):
    return np.maximum(x, 0)
