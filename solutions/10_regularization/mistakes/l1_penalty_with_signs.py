"""Weights of both signs cancel: take the absolute value of each first."""


def l1_penalty(params, strength):
    return strength * sum(np.sum(value) for key, value in params.items() if not _is_bias(key))
