"""What forward keeps for backward is kept in the class, where all layers write it: keep it in self."""


class _Wrong:
    def forward(self, x):
        y = super().forward(x)
        type(self)._latest = self._x_hat, self._scale
        return y

    def backward(self, dout):
        self._x_hat, self._scale = self._latest
        return super().backward(dout)


class BatchNorm1d(_Wrong, BatchNorm1d):
    """The same mistake."""


class BatchNorm2d(_Wrong, BatchNorm2d):
    """The same mistake."""


class LayerNorm(_Wrong, LayerNorm):
    """The same mistake."""
