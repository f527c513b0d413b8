"""The rate is 0 after warming up: it is lr."""


def warmup(lr, step, steps):
    return lr * (step + 1) / steps if step < steps else 0.0
