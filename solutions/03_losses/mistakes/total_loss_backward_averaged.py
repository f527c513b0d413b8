"""The ones are divided by their number: this loss is a sum, so each example has the slope 1."""


def total_loss_backward(losses):
    losses = _checked_losses(losses)
    return np.ones_like(losses) / len(losses)
