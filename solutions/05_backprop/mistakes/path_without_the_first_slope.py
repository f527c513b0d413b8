"""s'(z1_1) is missing: the weight acts through the sigmoid of its unit."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight, dtype=np.float64) for weight in weights]
    a2 = _sigmoid(w2 @ _sigmoid(w1 @ x))
    return (w3[0] @ a2 - y) * (w3[0] * a2 * (1 - a2) * w2[:, 0]).sum() * x[0]
