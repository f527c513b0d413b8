"""One example at a time, with the math module."""

import math


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
