"""Integers stay integers, and small ones wrap around: turn lists and integers into float64 first."""


def maxout(x, weight, bias):
    return _scores(np.asarray(x), np.asarray(weight), np.asarray(bias)).max(axis=0)
