"""backward asks for training itself: it belongs to the mode that forward ran in, so keep that."""


class BatchNorm1d(BatchNorm1d):
    def backward(self, dout):
        self._trained = self.training
        return super().backward(dout)


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""
