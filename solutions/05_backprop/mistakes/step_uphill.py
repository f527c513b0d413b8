"""The step goes uphill: subtract the gradient."""

_right = train_step


def train_step(model, x, y, lr):
    return _right(model, x, y, -lr)
