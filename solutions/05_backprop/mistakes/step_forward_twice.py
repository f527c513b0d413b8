"""forward is called a second time for the loss: keep the output of the first."""

_right = train_step


def train_step(model, x, y, lr):
    model.forward(x)
    return _right(model, x, y, lr)
