"""The gradient does not come back through the projection: it was one of the two ways."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx if projection else dx + dsum
        self.grads = _collected(self._convolutions, "grads")
        return dx
