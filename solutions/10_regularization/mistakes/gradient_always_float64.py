"""The gradient is always float64: np.zeros_like, and a Python number as a factor, keep float32."""


def l2_penalty_backward(params, strength):
    return {
        key: np.zeros(value.shape) if _is_bias(key) else 2 * np.float64(strength) * value
        for key, value in params.items()
    }


def l1_penalty_backward(params, strength):
    return {
        key: np.zeros(value.shape) if _is_bias(key) else np.float64(strength) * np.sign(value)
        for key, value in params.items()
    }
