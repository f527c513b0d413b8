"""The paths are multiplied: along a path factors multiply, but paths add up."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight, dtype=np.float64) for weight in weights]
    a1 = _sigmoid(w1 @ x)
    a2 = _sigmoid(w2 @ a1)
    return (w3[0] @ a2 - y) * np.prod(w3[0] * a2 * (1 - a2) * w2[:, 0]) * a1[0] * (1 - a1[0]) * x[0]
