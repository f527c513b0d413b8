"""The rate is 0 one step before total: divide by total, not by total - 1."""


def cosine(lr, step, total):
    return lr * (1 + math.cos(math.pi * min(1, step / max(1, total - 1)))) / 2
