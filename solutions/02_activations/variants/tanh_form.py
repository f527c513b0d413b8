"""Sigmoid by tanh, softmax by the logarithm of the sum: other stable forms."""


def sigmoid(x):
    return (0.5 * (1 + np.tanh(0.5 * _floating(x)))).astype(_floating(x).dtype)


def softmax(x, axis=-1):
    x = _floating(x)
    top = np.max(x, axis=axis, keepdims=True)  # raises AxisError, a ValueError that names axis
    log_sum = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))
    return np.exp(x - top - log_sum)
