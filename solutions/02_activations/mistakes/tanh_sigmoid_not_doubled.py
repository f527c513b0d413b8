"""tanh(x) is 2 sigmoid(2x) - 1: the 2 before x is missing."""


def tanh(x):
    return 2 * sigmoid(x) - 1
