"""The projection's gradients are missing in grads: it learns like the others."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dsum) if projection else dsum)
        self.grads = _collected({"conv1": self._conv1, "conv2": self._conv2}, "grads")
        return dx
