"""Only the path through the first unit is there: z1_1 reaches the output through both, and they add up."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight, dtype=np.float64) for weight in weights]
    a1 = _sigmoid(w1 @ x)
    a2 = _sigmoid(w2 @ a1)
    return (w3[0] @ a2 - y) * w3[0, 0] * a2[0] * (1 - a2[0]) * w2[0, 0] * a1[0] * (1 - a1[0]) * x[0]
