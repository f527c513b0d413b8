"""The rate falls only once: it is multiplied by gamma again after every `size` steps."""


def step_decay(lr, step, size, gamma):
    return lr * gamma if step >= size else lr
