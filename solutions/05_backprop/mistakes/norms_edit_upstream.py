"""dout *= ... writes into the caller's array: make a new one."""

_right = gradient_norms


def gradient_norms(model, x, dout):
    dout = np.asarray(dout, dtype=np.float64)
    dout *= 1
    return _right(model, x, dout)
