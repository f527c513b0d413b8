"""The loss is not divided by the batch size."""

_right = train_step


def train_step(model, x, y, lr):
    return _right(model, x, y, lr) * len(x)
