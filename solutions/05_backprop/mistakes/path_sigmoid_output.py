"""The output goes through a sigmoid: here it is the weighted sum itself."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight, dtype=np.float64) for weight in weights]
    a1 = _sigmoid(w1 @ x)
    a2 = _sigmoid(w2 @ a1)
    a3 = _sigmoid(w3[0] @ a2)
    paths = (w3[0] * a2 * (1 - a2) * w2[:, 0]).sum()
    return (a3 - y) * a3 * (1 - a3) * paths * a1[0] * (1 - a1[0]) * x[0]
