"""After an evaluation forward backward treats mean and variance as made from x: they are fixed numbers there."""


class BatchNorm1d(BatchNorm1d):
    def backward(self, dout):
        self._trained = True
        return super().backward(dout)


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""
