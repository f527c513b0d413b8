"""The step goes uphill: subtract the gradient."""

_downhill = train_step


def train_step(model, x, y, lr):
    return _downhill(model, x, y, -lr)
