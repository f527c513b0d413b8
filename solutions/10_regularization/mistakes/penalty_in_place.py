"""The weights themselves are squared, or made positive, where only their sum was asked for: make new arrays."""


def l2_penalty(params, strength):
    total = 0.0
    for key, value in params.items():
        if not _is_bias(key):
            value *= value
            total += strength * value.sum()
    return total


def l1_penalty(params, strength):
    total = 0.0
    for key, value in params.items():
        if not _is_bias(key):
            total += strength * np.abs(value, out=value).sum()
    return total
