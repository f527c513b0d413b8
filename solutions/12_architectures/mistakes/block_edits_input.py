"""x is changed in place, by x += change or the like: make a new array for the sum."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        change = self._conv2.forward(self._relu1.forward(self._conv1.forward(x)))
        projection = self._convolutions.get("projection")
        if projection:
            return self._relu2.forward(change + projection.forward(x))
        x += change
        return self._relu2.forward(x)
