"""One number is too few: the gradient has an entry for each example."""


def total_loss_backward(losses):
    losses = _checked_losses(losses)
    return np.ones((), dtype=losses.dtype)
