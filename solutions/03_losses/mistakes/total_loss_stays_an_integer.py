"""A sum of integers is an integer: turn lists and integers into floats first."""


def total_loss(losses):
    _checked_losses(losses)
    return np.asarray(losses).sum()
