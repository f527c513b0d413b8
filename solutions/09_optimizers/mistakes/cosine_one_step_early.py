"""The rate of step 0 is below lr already: steps are counted from 0, and reach total."""


def cosine(lr, step, total):
    return lr * (1 + math.cos(math.pi * min(step + 1, total) / total)) / 2
