"""exp(-z) overflows where z is very negative: use exp(-|z|), which is at most 1, and pick the form by the sign of z."""


def neuron(x, w, b):
    x, w, b = _floating(x), _floating(w), _floating(b)
    if x.ndim != 1 or w.shape != x.shape or b.ndim != 0:
        raise ValueError("x, w and b do not fit: b is one number, x and w have one axis and one length")
    return float(1 / (1 + np.exp(-((x * w).sum() + b))))
