"""The gradients of weight and bias are averaged over the batch: add up, the loss has taken its mean already."""


class _Wrong:
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads = {key: value * value.size / dout.size for key, value in self.grads.items()}
        return dx


class BatchNorm1d(_Wrong, BatchNorm1d):
    """The same mistake."""


class BatchNorm2d(_Wrong, BatchNorm2d):
    """The same mistake."""


class LayerNorm(_Wrong, LayerNorm):
    """The same mistake."""
