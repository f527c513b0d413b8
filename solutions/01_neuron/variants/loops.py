"""Loops over inputs, units and layers, with the math module where there is one number."""

import math


def _squashed(value):
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    return math.exp(value) / (1 + math.exp(value))


def neuron(x, w, b):
    x, w = _floating(x), _floating(w)
    if x.ndim != 1 or w.ndim != 1 or len(x) != len(w):
        raise ValueError("x and w should have one axis and one length")
    if np.ndim(b) > 0:
        raise ValueError("b should be one number")
    total = float(b)
    for value, weight in zip(x, w):
        total += float(value) * float(weight)
    return _squashed(total)


def dense(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    if x.ndim != 2 or weight.ndim != 2 or x.shape[1] != weight.shape[1]:
        raise ValueError("x and weight should have two axes and as many columns as each other")
    if bias.ndim != 1 or len(bias) != len(weight):
        raise ValueError("bias should hold one number for each unit")
    result = np.empty((len(x), len(weight)), np.result_type(x, weight, bias))
    for unit in range(len(weight)):
        total = np.full(len(x), bias[unit])
        for place in range(x.shape[1]):
            total = total + x[:, place] * weight[unit, place]
        result[:, unit] = total
    return result


def network(x, layers):
    result = x
    for index in range(len(layers)):
        result = dense(result, layers[index][0], layers[index][1])
        for unit in range(result.shape[1]):
            column = result[:, unit]
            small = np.exp(-abs(column))
            result[:, unit] = np.where(column < 0, small, 1) / (1 + small)
    return result


def collapse_linear(layers):
    arrays = [_layer(layer) for layer in layers]
    weight, bias = arrays[-1]
    for first, offset in reversed(arrays[:-1]):
        if weight.shape[1] != len(first):
            raise ValueError("layers should fit each other")
        product = np.zeros((len(weight), first.shape[1]), first.dtype)
        for row, column in np.ndindex(product.shape):
            product[row, column] = sum(weight[row, k] * first[k, column] for k in range(len(first)))
        bias = np.array([bias[row] + sum(weight[row] * offset) for row in range(len(weight))])
        weight = product
    return [weight, bias]
