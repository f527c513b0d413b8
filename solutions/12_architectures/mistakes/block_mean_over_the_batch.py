"""Gradients are divided by the batch size: only the loss takes a mean."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dsum) if projection else dsum)
        found = _collected(self._convolutions, "grads")
        self.grads = {key: array / len(dout) for key, array in found.items()}
        return dx
