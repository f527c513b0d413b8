"""dout itself goes along the skip: both ways begin behind the last ReLU, at the sum."""


class ResidualBlock(ResidualBlock):
    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dout) if projection else dout)
        self.grads = _collected(self._convolutions, "grads")
        return dx
