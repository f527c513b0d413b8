"""The rate comes back to lr at the end: half a period is pi step / total, not 2 pi step / total."""


def cosine(lr, step, total):
    return lr * (1 + math.cos(2 * math.pi * step / total)) / 2
