"""Sigmoid with its argument clipped where it is flat; softmax's gradient by the whole Jacobian."""


def sigmoid(x):
    x = _floating(x)
    far = 500 if x.dtype == np.float64 else 80
    return 1 / (1 + np.exp(-np.clip(x, -far, far)))


def softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    if np.shape(dout) != np.shape(x):
        raise ValueError("the shape of dout is not that of x")
    p, dout = np.moveaxis(softmax(x, axis), axis, -1), np.moveaxis(dout, axis, -1)
    jacobian = p[..., :, None] * np.eye(p.shape[-1], dtype=x.dtype) - p[..., :, None] * p[..., None, :]
    return np.moveaxis(np.einsum("...i,...ij->...j", dout, jacobian), -1, axis)
