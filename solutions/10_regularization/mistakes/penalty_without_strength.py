"""The strength is left out: multiply the sum, and the gradient, by it."""


def l2_penalty(params, strength):
    return float(sum(np.sum(value**2) for key, value in params.items() if not _is_bias(key)))


def l1_penalty(params, strength):
    return float(sum(np.sum(np.abs(value)) for key, value in params.items() if not _is_bias(key)))


def l2_penalty_backward(params, strength):
    return {key: np.zeros_like(value) if _is_bias(key) else 2 * value for key, value in params.items()}


def l1_penalty_backward(params, strength):
    return {key: np.zeros_like(value) if _is_bias(key) else np.sign(value) for key, value in params.items()}
