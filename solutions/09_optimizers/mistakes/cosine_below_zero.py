"""The rate becomes negative: add 1 to the cosine and halve the sum."""


def cosine(lr, step, total):
    return lr * math.cos(math.pi * step / total)
