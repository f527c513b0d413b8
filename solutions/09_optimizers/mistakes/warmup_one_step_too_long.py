"""The whole rate comes one step late: step steps - 1 has it, (step + 1) / steps."""


def warmup(lr, step, steps):
    return lr * min(1, (step + 1) / (steps + 1))
