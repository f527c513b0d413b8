"""The rate falls at every step: k is a whole number, step // size."""


def step_decay(lr, step, size, gamma):
    return lr * gamma ** (step / size)
