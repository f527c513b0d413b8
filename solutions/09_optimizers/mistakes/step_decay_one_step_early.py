"""The first stair is one step short: steps are counted from 0, and k is step // size."""


def step_decay(lr, step, size, gamma):
    return lr * gamma ** ((step + 1) // size)
