"""The loss has a factor of 1/2."""

_right = train_step


def train_step(model, x, y, lr):
    return 2 * _right(model, x, y, lr)
