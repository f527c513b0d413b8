"""total = bias copies nothing: total += ... then writes into the caller's bias, for every row again."""


def dense(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    if x.ndim != 2 or weight.ndim != 2 or weight.shape[1] != x.shape[1] or bias.shape != weight.shape[:1]:
        raise ValueError("x, weight and bias do not fit each other")
    result = []
    for row in x:
        total = bias
        total += weight @ row
        result.append(total.copy())
    return np.array(result)
