"""The second ReLU comes before the sum: add x first, then cut off at 0."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        change = self._conv2.forward(self._relu1.forward(self._conv1.forward(x)))
        projection = self._convolutions.get("projection")
        return self._relu2.forward(change) + (projection.forward(x) if projection else x)

    def backward(self, dout):
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(self._relu2.backward(dout))))
        projection = self._convolutions.get("projection")
        dx = dx + (projection.backward(dout) if projection else dout)
        self.grads = _collected(self._convolutions, "grads")
        return dx
