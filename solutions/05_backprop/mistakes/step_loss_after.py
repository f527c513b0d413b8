"""The loss is the one after the step: return the one that the gradients belong to."""

_right = train_step


def train_step(model, x, y, lr):
    _right(model, x, y, lr)
    error = model.forward(x) - np.asarray(y, dtype=np.float64)
    return np.sum(error**2) / 2 / len(error)
