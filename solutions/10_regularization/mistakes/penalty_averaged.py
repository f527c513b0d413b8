"""Each array is averaged, so that a weight in a large one counts less: add up, without a mean."""


def l2_penalty(params, strength):
    return strength * sum(np.mean(value**2) for key, value in params.items() if not _is_bias(key))


def l1_penalty(params, strength):
    return strength * sum(np.mean(np.abs(value)) for key, value in params.items() if not _is_bias(key))


def l2_penalty_backward(params, strength):
    return {key: 2 * strength * value / value.size * (not _is_bias(key)) for key, value in params.items()}


def l1_penalty_backward(params, strength):
    return {key: strength * np.sign(value) / value.size * (not _is_bias(key)) for key, value in params.items()}
