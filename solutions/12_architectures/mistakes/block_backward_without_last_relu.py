"""dout is not sent back through the last ReLU: where the sum was negative nothing comes back."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = dout
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dsum) if projection else dsum)
        self.grads = _collected(self._convolutions, "grads")
        return dx
