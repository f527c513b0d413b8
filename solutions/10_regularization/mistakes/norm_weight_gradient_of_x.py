"""The gradient of the weight is made with x: the weight multiplies the normalized x_hat."""


class _Wrong:
    def forward(self, x):
        self._x = x
        return super().forward(x)

    def backward(self, dout):
        dx = super().backward(dout)
        axis = -1 if isinstance(self, LayerNorm) else 1
        self.grads["weight"] = np.moveaxis(dout * self._x, axis, -1).reshape(-1, dout.shape[axis]).sum(axis=0)
        return dx


class BatchNorm1d(_Wrong, BatchNorm1d):
    """The same mistake."""


class BatchNorm2d(_Wrong, BatchNorm2d):
    """The same mistake."""


class LayerNorm(_Wrong, LayerNorm):
    """The same mistake."""
