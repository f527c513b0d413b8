"""There is a ReLU before the sum as well: what the convolutions add may be negative."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        change = self._conv2.forward(self._relu1.forward(self._conv1.forward(x)))
        projection = self._convolutions.get("projection")
        return self._relu2.forward(np.maximum(change, 0) + (projection.forward(x) if projection else x))
