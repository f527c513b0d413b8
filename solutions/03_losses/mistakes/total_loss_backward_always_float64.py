"""The gradient is always float64: keep the dtype of floating losses."""


def total_loss_backward(losses):
    losses = _checked_losses(losses)
    return np.ones(losses.shape)
