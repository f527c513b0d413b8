"""A key that has bias anywhere in it is taken for a bias's: split it at the dots and look at the last part."""


def _is_bias(key):
    return "bias" in key


def l2_penalty(params, strength):
    return strength * sum(np.sum(value**2) for key, value in params.items() if not _is_bias(key))


def l1_penalty(params, strength):
    return strength * sum(np.sum(np.abs(value)) for key, value in params.items() if not _is_bias(key))
