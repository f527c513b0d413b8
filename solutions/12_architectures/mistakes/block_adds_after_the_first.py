"""x is added after the first convolution: it goes around both."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        projection = self._convolutions.get("projection")
        first = self._conv1.forward(x) + (projection.forward(x) if projection else x)
        return self._relu2.forward(self._conv2.forward(self._relu1.forward(first)))
