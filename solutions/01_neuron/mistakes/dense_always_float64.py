"""The result is always float64: keep the dtype of floating arguments."""


def dense(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    if x.ndim != 2 or weight.ndim != 2 or weight.shape[1] != x.shape[1] or bias.shape != weight.shape[:1]:
        raise ValueError("x, weight and bias do not fit each other")
    return (x @ weight.T + bias).astype(np.float64)
