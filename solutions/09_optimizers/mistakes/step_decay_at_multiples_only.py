"""The rate is lower at multiples of size only, and back at once: it stays down."""


def step_decay(lr, step, size, gamma):
    return lr * gamma ** (step // size) if step % size == 0 else lr
