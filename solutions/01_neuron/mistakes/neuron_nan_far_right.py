"""exp(z) / (1 + exp(z)) is infinity over infinity for large z: use that form for negative z only."""


def neuron(x, w, b):
    x, w, b = _floating(x), _floating(w), _floating(b)
    if x.ndim != 1 or w.shape != x.shape or b.ndim != 0:
        raise ValueError("x, w and b do not fit: b is one number, x and w have one axis and one length")
    e = np.exp((x * w).sum() + b)
    return float(e / (1 + e))
