"""Integers stay integers, and what does not fit wraps around: turn lists and integers into float64 first."""


def dense(x, weight, bias):
    x, weight, bias = np.asarray(x), np.asarray(weight), np.asarray(bias)
    if x.ndim != 2 or weight.ndim != 2 or weight.shape[1] != x.shape[1] or bias.shape != weight.shape[:1]:
        raise ValueError("x, weight and bias do not fit each other")
    return x @ weight.T + bias
