"""The projection has a ReLU of its own: only the sum is cut off at 0."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        change = self._conv2.forward(self._relu1.forward(self._conv1.forward(x)))
        projection = self._convolutions.get("projection")
        return self._relu2.forward(change + (np.maximum(projection.forward(x), 0) if projection else x))
