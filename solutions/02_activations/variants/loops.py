"""One number at a time, with the math module."""

import math


def _each(function, *arrays):
    flat = [function(*map(float, values)) for values in zip(*(array.ravel() for array in arrays))]
    return np.array(flat, dtype=arrays[-1].dtype).reshape(arrays[-1].shape)


def _same_shape(dout, x):
    dout, x = _floating(dout), _floating(x)
    if x.shape != dout.shape:
        raise ValueError("dout and x should have one shape")
    return dout, x


def identity(x):
    return _each(lambda value: value, _floating(x))


def identity_backward(dout, x):
    return _each(lambda gradient, value: gradient, *_same_shape(dout, x))


def _sigmoid_of(value):
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    return math.exp(value) / (1 + math.exp(value))


def sigmoid(x):
    return _each(_sigmoid_of, _floating(x))


def sigmoid_backward(dout, x):
    dout, x = _same_shape(dout, x)
    result = np.empty(x.shape, x.dtype)
    for index in np.ndindex(x.shape):
        s = _sigmoid_of(float(x[index]))
        result[index] = float(dout[index]) * s * (1 - s)
    return result


def tanh(x):
    return _each(math.tanh, _floating(x))


def tanh_backward(dout, x):
    return _each(lambda gradient, value: gradient * (1 - math.tanh(value) ** 2), *_same_shape(dout, x))


def relu(x):
    return _each(lambda value: max(value, 0.0), _floating(x))


def relu_backward(dout, x):
    return _each(lambda gradient, value: gradient if value > 0 else 0.0, *_same_shape(dout, x))


def leaky_relu(x, negative_slope=0.01):
    return _each(lambda value: value if value > 0 else negative_slope * value, _floating(x))


def leaky_relu_backward(dout, x, negative_slope=0.01):
    return _each(lambda gradient, value: gradient if value > 0 else negative_slope * gradient, *_same_shape(dout, x))


def elu(x, alpha=1.0):
    if not alpha > 0:
        raise ValueError("alpha should be a number above 0")
    return _each(lambda value: value if value > 0 else alpha * (math.exp(value) - 1), _floating(x))


def elu_backward(dout, x, alpha=1.0):
    if not alpha > 0:
        raise ValueError("alpha should be a number above 0")
    return _each(
        lambda gradient, value: gradient if value > 0 else gradient * alpha * math.exp(value), *_same_shape(dout, x)
    )


def _fitting(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    if len(x.shape) != 2:
        raise ValueError("x should have rows of inputs")
    if len(weight.shape) != 3 or weight.shape[-1] != x.shape[-1]:
        raise ValueError("weight should be (pieces, out, in)")
    if bias.shape != weight.shape[:-1]:
        raise ValueError("bias should be (pieces, out)")
    return x, weight, bias


def _winner(row, weight, bias, unit):
    best, most = 0, -math.inf
    for piece in range(len(weight)):
        value = sum(float(w) * float(v) for w, v in zip(weight[piece, unit], row)) + float(bias[piece, unit])
        if value > most:
            best, most = piece, value
    return best, most


def maxout(x, weight, bias):
    x, weight, bias = _fitting(x, weight, bias)
    units = range(weight.shape[1])
    return np.array([[_winner(row, weight, bias, unit)[1] for unit in units] for row in x], dtype=x.dtype)


def maxout_backward(dout, x, weight, bias):
    x, weight, bias = _fitting(x, weight, bias)
    dout = _floating(dout)
    if dout.shape != (len(x), weight.shape[1]):
        raise ValueError("dout should be (batch, out)")
    dx, dweight, dbias = np.zeros_like(x), np.zeros_like(weight), np.zeros_like(bias)
    for row in range(len(x)):
        for unit in range(weight.shape[1]):
            piece, _ = _winner(x[row], weight, bias, unit)
            dx[row] += dout[row, unit] * weight[piece, unit]
            dweight[piece, unit] += dout[row, unit] * x[row]
            dbias[piece, unit] += dout[row, unit]
    return dx, dweight, dbias


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
    dout, x = _same_shape(dout, x)
    p, dout = np.moveaxis(softmax(x, axis), axis, -1), np.moveaxis(dout, axis, -1)
    result = np.empty(p.shape, x.dtype)
    for index in np.ndindex(p.shape[:-1]):
        for i in range(p.shape[-1]):
            total = 0.0
            for j in range(p.shape[-1]):
                total += dout[index][j] * p[index][j] * ((i == j) - p[index][i])
            result[index + (i,)] = total
    return np.moveaxis(result, -1, axis)


def log_softmax(x, axis=-1):
    x = _floating(x)
    if axis >= x.ndim or axis < -x.ndim:
        raise ValueError("no such axis")
    rows = np.moveaxis(x, axis, -1)
    result = np.empty(rows.shape, x.dtype)
    for index in np.ndindex(rows.shape[:-1]):
        row = [float(value) for value in rows[index]]
        log_sum = math.log(math.fsum(math.exp(value - max(row)) for value in row))
        result[index] = [value - max(row) - log_sum for value in row]
    return np.moveaxis(result, -1, axis)


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _same_shape(dout, x)
    p, dout = np.moveaxis(softmax(x, axis), axis, -1), np.moveaxis(dout, axis, -1)
    result = np.empty(p.shape, x.dtype)
    for index in np.ndindex(p.shape[:-1]):
        for i in range(p.shape[-1]):
            result[index + (i,)] = sum(float(dout[index][j]) * ((i == j) - p[index][i]) for j in range(p.shape[-1]))
    return np.moveaxis(result, -1, axis)
