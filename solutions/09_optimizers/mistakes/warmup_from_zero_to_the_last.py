"""The rate goes from 0 at the first step to lr at the last: it goes from lr / steps, (step + 1) / steps."""


def warmup(lr, step, steps):
    return lr * (min(1, step / (steps - 1)) if steps > 1 else 1)
