"""A weight of 0 gets the gradient of a positive one: its sign is 0."""


def l1_penalty_backward(params, strength):
    return {
        key: np.zeros_like(value) if _is_bias(key) else strength * np.where(value >= 0, 1, -1).astype(value.dtype)
        for key, value in params.items()
    }
