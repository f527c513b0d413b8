"""The rate grows: it falls from lr to 0, 1 + cos."""


def cosine(lr, step, total):
    return lr * (1 - math.cos(math.pi * step / total)) / 2
