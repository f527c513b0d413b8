"""A dout of another shape is broadcast in silence: compare the two shapes first and raise ValueError."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    full = np.broadcast_arrays(dout, x)[0]
    return full - softmax(x, axis) * full.sum(axis=axis, keepdims=True)
