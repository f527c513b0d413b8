"""There is a half too many: the penalty is strength times the sum of squares, without 1/2."""


def l2_penalty(params, strength):
    return 0.5 * strength * sum(np.sum(value**2) for key, value in params.items() if not _is_bias(key))
