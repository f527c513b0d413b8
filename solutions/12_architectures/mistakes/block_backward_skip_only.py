"""The gradient comes back along the skip only: what comes through the convolutions is added."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = projection.backward(dsum) if projection else dsum
        self.grads = _collected(self._convolutions, "grads")
        return dx
