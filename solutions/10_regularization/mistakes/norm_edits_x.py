"""x -= mean writes into the caller's array: x - mean makes a new one."""


class _Wrong:
    def forward(self, x):
        y = super().forward(x)
        x[...] = self._x_hat.reshape(x.shape)
        return y


class BatchNorm1d(_Wrong, BatchNorm1d):
    """The same mistake."""


class BatchNorm2d(_Wrong, BatchNorm2d):
    """The same mistake."""


class LayerNorm(_Wrong, LayerNorm):
    """The same mistake."""
