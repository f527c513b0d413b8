"""Gradients add up over calls: each backward replaces the old ones."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dsum) if projection else dsum)
        new = _collected(self._convolutions, "grads")
        self.grads = {key: array + self.grads.get(key, 0) for key, array in new.items()}
        return dx
