"""An array with one axis is taken for a bias: the key tells what is one."""


def l2_penalty(params, strength):
    return strength * sum(np.sum(value**2) for value in params.values() if value.ndim > 1)


def l1_penalty(params, strength):
    return strength * sum(np.sum(np.abs(value)) for value in params.values() if value.ndim > 1)


def l2_penalty_backward(params, strength):
    return {key: 2 * strength * value * (value.ndim > 1) for key, value in params.items()}


def l1_penalty_backward(params, strength):
    return {key: strength * np.sign(value) * (value.ndim > 1) for key, value in params.items()}
