"""A list has neither a shape nor a product entry by entry: turn every argument into an array with np.asarray first."""


def neuron(x, w, b):
    if x.ndim != 1 or w.shape != x.shape or np.ndim(b) != 0:
        raise ValueError("x, w and b do not fit: b is one number, x and w have one axis and one length")
    return float(_sigmoid((x.astype(float) * w).sum() + b))
