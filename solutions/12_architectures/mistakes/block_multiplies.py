"""x is multiplied with what the convolutions give: it is added."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        change = self._conv2.forward(self._relu1.forward(self._conv1.forward(x)))
        projection = self._convolutions.get("projection")
        return self._relu2.forward(change * (projection.forward(x) if projection else x))
