"""The total is begun again for each array, so that only the last one counts: add to it with +=."""


def l2_penalty(params, strength):
    total = 0.0
    for key, value in params.items():
        if not _is_bias(key):
            total = strength * np.sum(value**2)
    return total


def l1_penalty(params, strength):
    total = 0.0
    for key, value in params.items():
        if not _is_bias(key):
            total = strength * np.sum(np.abs(value))
    return total
