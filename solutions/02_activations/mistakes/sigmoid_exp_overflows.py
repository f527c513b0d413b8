"""exp(-x) overflows where x is very negative: the value is right by luck, so use exp(-|x|) and pick the form by the sign of x."""


def sigmoid(x):
    return 1 / (1 + np.exp(-_floating(x)))
