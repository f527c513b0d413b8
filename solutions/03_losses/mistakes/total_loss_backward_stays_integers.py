"""ones_like of integers holds integers: turn lists and integers into floats first."""


def total_loss_backward(losses):
    _checked_losses(losses)
    return np.ones_like(np.asarray(losses))
