"""This is the gradient of the whole first weight: return its entry 1, 1, a number."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight, dtype=np.float64) for weight in weights]
    a1 = _sigmoid(w1 @ x)
    a2 = _sigmoid(w2 @ a1)
    dz2 = (w3[0] @ a2 - y) * w3[0] * a2 * (1 - a2)
    return np.outer(dz2 @ w2 * a1 * (1 - a1), x)
