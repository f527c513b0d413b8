"""There is no ReLU after the sum: the block ends with one."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        change = self._conv2.forward(self._relu1.forward(self._conv1.forward(x)))
        projection = self._convolutions.get("projection")
        return change + (projection.forward(x) if projection else x)

    def backward(self, dout):
        dsum = dout
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dsum) if projection else dsum)
        self.grads = _collected(self._convolutions, "grads")
        return dx
