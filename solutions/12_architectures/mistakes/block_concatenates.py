"""The two ways are laid side by side as channels: they are added, entry by entry."""


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        change = self._conv2.forward(self._relu1.forward(self._conv1.forward(x)))
        projection = self._convolutions.get("projection")
        return self._relu2.forward(np.concatenate([change, projection.forward(x) if projection else x], axis=1))
