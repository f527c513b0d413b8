"""The dict has no biases in it: every key of params is there, with zeros for a bias."""


def l2_penalty_backward(params, strength):
    return {key: 2 * strength * value for key, value in params.items() if not _is_bias(key)}


def l1_penalty_backward(params, strength):
    return {key: strength * np.sign(value) for key, value in params.items() if not _is_bias(key)}
