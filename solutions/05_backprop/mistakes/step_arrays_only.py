"""A list has no shape: make an array of y first."""

_right = train_step


def train_step(model, x, y, lr):
    if y.shape[0] != x.shape[0]:
        raise ValueError("y has another number of examples than x")
    return _right(model, x, y, lr)
