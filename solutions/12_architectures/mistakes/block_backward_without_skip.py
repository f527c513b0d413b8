"""The gradient comes back through the convolutions only: what came along the skip is added."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx if projection is None else dx + projection.backward(dsum)
        self.grads = _collected(self._convolutions, "grads")
        return dx
