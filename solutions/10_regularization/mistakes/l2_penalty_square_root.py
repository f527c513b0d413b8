"""This is the norm of the weights: leave out the square root, it is the sum of squares that counts."""


def l2_penalty(params, strength):
    return strength * np.sqrt(sum(np.sum(value**2) for key, value in params.items() if not _is_bias(key)))
