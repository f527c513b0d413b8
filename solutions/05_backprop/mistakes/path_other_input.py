"""The last factor is x_1, what w1_11 is multiplied by; x[1] is x_2."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight, dtype=np.float64) for weight in weights]
    a1 = _sigmoid(w1 @ x)
    a2 = _sigmoid(w2 @ a1)
    return (w3[0] @ a2 - y) * (w3[0] * a2 * (1 - a2) * w2[:, 0]).sum() * a1[0] * (1 - a1[0]) * x[1]
