"""s' is taken at a, which is s(z) already: s'(z) = s(z) (1 - s(z))."""


def path_gradient(x, weights, y):
    w1, w2, w3 = [np.asarray(weight, dtype=np.float64) for weight in weights]
    a1 = _sigmoid(w1 @ x)
    a2 = _sigmoid(w2 @ a1)
    s1, s2 = _sigmoid(a1), _sigmoid(a2)
    return (w3[0] @ a2 - y) * (w3[0] * s2 * (1 - s2) * w2[:, 0]).sum() * s1[0] * (1 - s1[0]) * x[0]
