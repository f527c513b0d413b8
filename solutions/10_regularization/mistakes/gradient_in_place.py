"""The weights are overwritten with their gradient: make new arrays, since training still needs the old ones."""


def l2_penalty_backward(params, strength):
    for key, value in params.items():
        value *= 0.0 if _is_bias(key) else 2 * strength
    return params


def l1_penalty_backward(params, strength):
    for key, value in params.items():
        value[...] = 0.0 if _is_bias(key) else strength * np.sign(value)
    return params
