"""The angle is in degrees: math.cos takes radians, pi step / total."""


def cosine(lr, step, total):
    return lr * (1 + math.cos(180 * step / total)) / 2
