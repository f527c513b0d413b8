"""The rate follows a quarter of a period, cos(pi step / (2 total)): it is half a period, lifted by 1 and halved."""


def cosine(lr, step, total):
    return lr * math.cos(math.pi * step / (2 * total))
