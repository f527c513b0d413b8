"""Arguments clipped where a curve is flat or a branch is not used; softmax's gradients by the whole Jacobian."""


def identity(x):
    return np.array(_floating(x))


def identity_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if np.shape(dout) != np.shape(x):
        raise ValueError("the shape of dout is not that of x")
    return dout.copy()


def sigmoid(x):
    x = _floating(x)
    far = 500 if x.dtype == np.float64 else 80
    return 1 / (1 + np.exp(-np.clip(x, -far, far)))


def tanh(x):
    e = np.exp(2 * np.clip(_floating(x), -40, 40))
    return (e - 1) / (e + 1)


def tanh_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if np.shape(dout) != np.shape(x):
        raise ValueError("the shape of dout is not that of x")
    return dout / np.cosh(np.clip(x, -40, 40)) ** 2


def relu(x):
    return np.clip(_floating(x), 0, None)


def relu_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if np.shape(dout) != np.shape(x):
        raise ValueError("the shape of dout is not that of x")
    return np.sign(np.clip(x, 0, None)) * dout


def leaky_relu(x, negative_slope=0.01):
    x = _floating(x)
    return (np.clip(x, 0, None) + float(negative_slope) * np.clip(x, None, 0)).astype(x.dtype)


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _floating(dout), _floating(x)
    if np.shape(dout) != np.shape(x):
        raise ValueError("the shape of dout is not that of x")
    steps = np.heaviside(x, 0)
    return dout * (steps + float(negative_slope) * (1 - steps))


def elu(x, alpha=1.0):
    x = _floating(x)
    if alpha <= 0:
        raise ValueError(f"alpha = {alpha}")
    return np.where(x >= 0, x, float(alpha) * (np.exp(np.clip(x, -500, 0)) - 1))


def elu_backward(dout, x, alpha=1.0):
    dout, x = _floating(dout), _floating(x)
    if alpha <= 0:
        raise ValueError(f"alpha = {alpha}")
    if np.shape(dout) != np.shape(x):
        raise ValueError("the shape of dout is not that of x")
    slope = np.where(x > 0, np.ones_like(x), elu(np.clip(x, None, 0), alpha) + float(alpha))
    return dout * slope


def maxout(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    _scores(x, weight, bias)
    best = x @ weight[0].T + bias[0]
    for each_weight, each_bias in zip(weight[1:], bias[1:]):
        best = np.maximum(best, x @ each_weight.T + each_bias)
    return best


def maxout_backward(dout, x, weight, bias):
    dout, x, weight, bias = _floating(dout), _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)
    if dout.shape != scores.shape[1:]:
        raise ValueError("the shape of dout is not that of the output")
    taken = np.zeros(dout.shape, bool)
    dx, dweight, dbias = np.zeros_like(x), np.zeros_like(weight), np.zeros_like(bias)
    for k, score in enumerate(scores):
        wins = (score == scores.max(axis=0)) & ~taken
        taken |= wins
        share = np.where(wins, dout, np.zeros_like(dout))
        dx += share @ weight[k]
        dweight[k] = share.T @ x
        dbias[k] = share.sum(axis=0)
    return dx, dweight, dbias


def softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    if np.shape(dout) != np.shape(x):
        raise ValueError("the shape of dout is not that of x")
    p, dout = np.moveaxis(softmax(x, axis), axis, -1), np.moveaxis(dout, axis, -1)
    jacobian = p[..., :, None] * np.eye(p.shape[-1], dtype=x.dtype) - p[..., :, None] * p[..., None, :]
    return np.moveaxis(np.einsum("...i,...ij->...j", dout, jacobian), -1, axis)


def log_softmax(x, axis=-1):
    x = _floating(x)
    shifted = x - np.amax(x, axis, keepdims=True)  # raises AxisError, a ValueError that names axis
    e = np.exp(np.clip(shifted, -80, 0))
    return shifted - np.log(np.add.reduce(e, axis, keepdims=True))


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    if np.shape(dout) != np.shape(x):
        raise ValueError("the shape of dout is not that of x")
    p, dout = np.moveaxis(softmax(x, axis), axis, -1), np.moveaxis(dout, axis, -1)
    jacobian = np.eye(p.shape[-1], dtype=x.dtype) - p[..., None, :]
    return np.moveaxis(np.einsum("...i,...ij->...j", dout, jacobian), -1, axis)
