"""A product of unsigned integers that does not fit wraps around to a small number: turn integers into floats first."""


def neuron(x, w, b):
    x, w = np.asarray(x), np.asarray(w)
    if x.ndim != 1 or w.shape != x.shape or np.ndim(b) != 0:
        raise ValueError("x, w and b do not fit: b is one number, x and w have one axis and one length")
    return float(_sigmoid((x * w).sum() + b))
