"""Only the key bias is left out, and 3.bias is not: look at the last dotted part."""


def _is_bias(key):
    return key == "bias"


def l2_penalty(params, strength):
    return strength * sum(np.sum(value**2) for key, value in params.items() if not _is_bias(key))


def l1_penalty(params, strength):
    return strength * sum(np.sum(np.abs(value)) for key, value in params.items() if not _is_bias(key))
