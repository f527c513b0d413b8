"""The first part of a key is looked at, too: bias.weight is a weight."""


def _is_bias(key):
    return "bias" in key.split(".")


def l2_penalty(params, strength):
    return strength * sum(np.sum(value**2) for key, value in params.items() if not _is_bias(key))


def l1_penalty(params, strength):
    return strength * sum(np.sum(np.abs(value)) for key, value in params.items() if not _is_bias(key))
