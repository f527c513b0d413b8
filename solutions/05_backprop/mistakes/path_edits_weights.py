"""w *= ... writes into the caller's weights: make new arrays."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight, dtype=np.float64) for weight in weights]
    a1 = _sigmoid(w1 @ x)
    a2 = _sigmoid(w2 @ a1)
    error = w3[0] @ a2 - y
    w2 *= (w3[0] * a2 * (1 - a2))[:, None]
    return error * w2[:, 0].sum() * a1[0] * (1 - a1[0]) * x[0]
