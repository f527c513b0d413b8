"""gamma is taken off the rate, 1 - gamma: it is what the rate is multiplied by."""


def step_decay(lr, step, size, gamma):
    return lr * (1 - gamma) ** (step // size)
