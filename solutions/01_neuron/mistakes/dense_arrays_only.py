"""A list has no shape: turn every argument into an array with np.asarray first."""


def dense(x, weight, bias):
    if x.ndim != 2 or weight.ndim != 2 or weight.shape[1] != x.shape[1] or bias.shape != weight.shape[:1]:
        raise ValueError("x, weight and bias do not fit each other")
    return x @ weight.T + bias
