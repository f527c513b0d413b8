"""One example at a time, with the math module."""

import math


def half_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return 0.5 * math.fsum((float(p) - float(y)) ** 2 for p, y in zip(prediction.flat, target.flat))


def half_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return _each(lambda p, y: p - y, prediction, target)


def mean_squared_error(prediction, target):
    return half_squared_error(prediction, target) * 2 / np.size(prediction)


def mean_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return _each(lambda p, y: 2 * (p - y) / prediction.size, prediction, target)


def mean_absolute_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return math.fsum(abs(float(p) - float(y)) for p, y in zip(prediction.flat, target.flat)) / prediction.size


def mean_absolute_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return _each(lambda p, y: ((p > y) - (p < y)) / prediction.size, prediction, target)


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    total = 0.0
    for x, y in zip(logits.ravel().tolist(), target.ravel().tolist()):
        total += math.log1p(math.exp(-abs(x))) + (max(x, 0) - x * y)
    return total / logits.size


def binary_cross_entropy_with_logits_backward(logits, target):
    logits, target = _pair(logits, target, "logits")

    def slope(x, y):
        p = 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))
        return (p - y) / logits.size

    return _each(slope, logits, target)


def cross_entropy(probabilities, one_hot):
    probabilities, one_hot = _rows(probabilities, one_hot)
    return sum(-math.log(p[list(y).index(1)]) for p, y in zip(probabilities, one_hot)) / len(one_hot)


def cross_entropy_backward(probabilities, one_hot):
    probabilities, one_hot = _rows(probabilities, one_hot)
    return _each(lambda p, y: -y / (len(one_hot) * p) if y else 0.0, probabilities, one_hot)


def total_loss(losses):
    return math.fsum(_checked_losses(losses))


def total_loss_backward(losses):
    losses = _checked_losses(losses)
    return _each(lambda loss, _: 1.0, losses, losses)


def _each(slope, first, second):
    gradient = np.empty_like(first)
    for index in np.ndindex(first.shape):
        gradient[index] = slope(float(first[index]), float(second[index]))
    return gradient


def softmax_cross_entropy(logits, labels):
    logits, labels = _checked(logits, labels)
    total = 0.0
    for row, label in zip(logits, labels):
        top = max(float(value) for value in row)
        total += math.log(sum(math.exp(float(value) - top) for value in row)) + top - float(row[label])
    return total / len(labels)


def softmax_cross_entropy_backward(logits, labels):
    logits, labels = _checked(logits, labels)
    gradient = np.zeros_like(logits)
    for i, (row, label) in enumerate(zip(logits, labels)):
        top = max(float(value) for value in row)
        total = sum(math.exp(float(value) - top) for value in row)
        for j, value in enumerate(row):
            gradient[i, j] = (math.exp(float(value) - top) / total - (j == label)) / len(labels)
    return gradient
