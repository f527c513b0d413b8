"""Sigmoid by tanh and tanh by expm1, softmax by the logarithm of the sum: other stable forms."""


def sigmoid(x):
    return (0.5 * (1 + np.tanh(0.5 * _floating(x)))).astype(_floating(x).dtype)


def tanh(x):
    x = _floating(x)
    shrunk = np.expm1(-2 * np.abs(x))  # between -1 and 0
    return np.copysign(shrunk / (shrunk + 2), x)


def tanh_backward(dout, x):
    dout, x = _pair(dout, x)
    s = sigmoid(2 * x)
    return 4 * dout * s * (1 - s)


def relu(x):
    x = _floating(x)
    return (x + np.abs(x)) / 2


def relu_backward(dout, x):
    dout, x = _pair(dout, x)
    dx = np.zeros_like(x)
    dx[x > 0] = dout[x > 0]
    return dx


def leaky_relu(x, negative_slope=0.01):
    x = np.array(_floating(x))  # a copy
    x[x < 0] *= negative_slope
    return x


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    dx = np.array(dout)
    dx[x <= 0] *= negative_slope
    return dx


def elu(x, alpha=1.0):
    if alpha <= 0:
        raise ValueError("alpha is not positive")
    result = np.array(_floating(x))
    low = result < 0
    result[low] = alpha * np.expm1(result[low])
    return result


def elu_backward(dout, x, alpha=1.0):
    dout, x = _pair(dout, x)
    if alpha <= 0:
        raise ValueError("alpha is not positive")
    dx, low = np.array(dout), x <= 0
    dx[low] *= alpha * np.exp(x[low])
    return dx


def maxout(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    _scores(x, weight, bias)
    return np.max(np.einsum("ni,koi->nok", x, weight) + bias.T, axis=-1)


def maxout_backward(dout, x, weight, bias):
    dout, x, weight, bias = _floating(dout), _floating(x), _floating(weight), _floating(bias)
    winner = np.argmax(_scores(x, weight, bias), axis=0)
    if dout.shape != winner.shape:
        raise ValueError("dout should be (batch, out)")
    one_hot = np.eye(len(weight), dtype=x.dtype)[winner]  # (batch, out, pieces)
    dx = np.einsum("no,nok,koi->ni", dout, one_hot, weight)
    dweight = np.einsum("no,nok,ni->koi", dout, one_hot, x)
    return dx, dweight, np.einsum("no,nok->ko", dout, one_hot)


def softmax(x, axis=-1):
    x = _floating(x)
    top = np.max(x, axis=axis, keepdims=True)  # raises AxisError, a ValueError that names axis
    log_sum = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))
    return np.exp(x - top - log_sum)


def log_softmax(x, axis=-1):
    x = _floating(x)
    return x - np.logaddexp.reduce(x, axis=axis, keepdims=True)


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return (1 - p) * dout - p * (np.sum(dout, axis=axis, keepdims=True) - dout)
