"""Biases are penalized, too: leave out the keys whose last dotted part is bias."""


def _is_bias(key):
    return False


def l2_penalty(params, strength):
    return strength * sum(np.sum(value**2) for key, value in params.items() if not _is_bias(key))


def l1_penalty(params, strength):
    return strength * sum(np.sum(np.abs(value)) for key, value in params.items() if not _is_bias(key))
