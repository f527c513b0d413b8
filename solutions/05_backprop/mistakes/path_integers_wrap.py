"""Small integers wrap in products and sums: count weights as float64."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight) for weight in weights]
    a1 = _sigmoid((w1 @ x).astype(np.float64))
    a2 = _sigmoid((w2 @ a1).astype(np.float64))
    paths = w3[0] * w2[:, 0] * a2 * (1 - a2)
    return (w3[0] @ a2 - y) * paths.sum() * a1[0] * (1 - a1[0]) * x[0]
