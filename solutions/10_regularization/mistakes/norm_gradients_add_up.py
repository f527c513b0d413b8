"""grads grows from call to call: backward sets it, it does not add to it."""


class _Wrong:
    def backward(self, dout):
        before = self.grads
        dx = super().backward(dout)
        self.grads = {key: before[key] + value for key, value in self.grads.items()}
        return dx


class BatchNorm1d(_Wrong, BatchNorm1d):
    """The same mistake."""


class BatchNorm2d(_Wrong, BatchNorm2d):
    """The same mistake."""


class LayerNorm(_Wrong, LayerNorm):
    """The same mistake."""
