"""The projection has no stride, so that the two ways do not fit: it moves as conv1 does."""


class ResidualBlock(ResidualBlock):
    def __init__(self, channels, rng, out_channels=None, stride=1):
        if out_channels is None:
            out_channels = channels
        self._conv1 = Conv2d(channels, out_channels, 3, rng, stride=stride, padding=1)
        self._conv2 = Conv2d(out_channels, out_channels, 3, rng, padding=1)
        self._relu1, self._relu2 = ReLU(), ReLU()
        self._convolutions = {"conv1": self._conv1, "conv2": self._conv2}
        if out_channels != channels or stride != 1:
            self._convolutions["projection"] = Conv2d(channels, out_channels, 1, rng)
        self.params = _collected(self._convolutions, "params")
        self.grads = {}
