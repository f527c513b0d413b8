"""momentum is the share of the new batch, and 1 - momentum that of the old: they are swapped."""


def _moved(old, batch, momentum):
    return momentum * old + (1 - momentum) * batch


class BatchNorm1d(BatchNorm1d):
    """Made with the above."""


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""
