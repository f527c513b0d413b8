"""conv1's gradients stand under conv2 and the other way round."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dsum) if projection else dsum)
        self.grads = _collected(self._convolutions | {"conv1": self._conv2, "conv2": self._conv1}, "grads")
        return dx
