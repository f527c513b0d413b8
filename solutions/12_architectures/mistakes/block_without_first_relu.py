"""There is no ReLU between the convolutions: two of them in a row are no more than one."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        change = self._conv2.forward(self._conv1.forward(x))
        projection = self._convolutions.get("projection")
        return self._relu2.forward(change + (projection.forward(x) if projection else x))

    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._conv2.backward(dsum))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dsum) if projection else dsum)
        self.grads = _collected(self._convolutions, "grads")
        return dx
