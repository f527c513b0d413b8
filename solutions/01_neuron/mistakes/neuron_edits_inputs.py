"""x *= w writes into the caller's array: multiply into a new one."""


def neuron(x, w, b):
    x, w, b = _floating(x), _floating(w), _floating(b)
    if x.ndim != 1 or w.shape != x.shape or b.ndim != 0:
        raise ValueError("x, w and b do not fit: b is one number, x and w have one axis and one length")
    x *= w
    return float(_sigmoid(x.sum() + b))
