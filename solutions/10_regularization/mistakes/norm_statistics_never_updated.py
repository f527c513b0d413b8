"""The running statistics stay as they began: move them at each forward in training."""


def _moved(old, batch, momentum):
    return old


class BatchNorm1d(BatchNorm1d):
    """Made with the above."""


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""
