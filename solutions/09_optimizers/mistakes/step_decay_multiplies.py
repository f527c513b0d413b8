"""The rate is multiplied by gamma k in place of gamma^k."""


def step_decay(lr, step, size, gamma):
    return lr * gamma * (step // size) if step >= size else lr
