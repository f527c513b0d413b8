"""One number at a time, with the math module."""

import math


def _each(values, function):
    flat = [function(float(value)) for value in values.ravel()]
    return np.array(flat, dtype=values.dtype).reshape(values.shape)


def _sigmoid_of(value):
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    return math.exp(value) / (1 + math.exp(value))


def sigmoid(x):
    return _each(_floating(x), _sigmoid_of)


def sigmoid_backward(dout, x):
    dout, x = _floating(dout), _floating(x)
    if x.shape != dout.shape:
        raise ValueError("dout and x should have one shape")
    result = np.empty(x.shape, x.dtype)
    for index in np.ndindex(x.shape):
        s = _sigmoid_of(float(x[index]))
        result[index] = float(dout[index]) * s * (1 - s)
    return result


def softmax(x, axis=-1):
    x = _floating(x)
    if axis >= x.ndim or axis < -x.ndim:
        raise ValueError("no such axis")
    rows = np.moveaxis(x, axis, -1)
    result = np.empty(rows.shape, x.dtype)
    for index in np.ndindex(rows.shape[:-1]):
        top = max(rows[index])
        e = [math.exp(value - top) for value in rows[index]]
        result[index] = [value / sum(e) for value in e]
    return np.moveaxis(result, -1, axis)


def softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    if x.shape != dout.shape:
        raise ValueError("dout and x should have one shape")
    p, dout = np.moveaxis(softmax(x, axis), axis, -1), np.moveaxis(dout, axis, -1)
    result = np.empty(p.shape, x.dtype)
    for index in np.ndindex(p.shape[:-1]):
        for i in range(p.shape[-1]):
            total = 0.0
            for j in range(p.shape[-1]):
                total += dout[index][j] * p[index][j] * ((i == j) - p[index][i])
            result[index + (i,)] = total
    return np.moveaxis(result, -1, axis)
