"""The 1 x 1 convolution is called downsample: its keys are projection.weight and projection.bias."""


class ResidualBlock(ResidualBlock):
    def __init__(self, channels, rng, out_channels=None, stride=1):
        if out_channels is None:
            out_channels = channels
        self._conv1 = Conv2d(channels, out_channels, 3, rng, stride=stride, padding=1)
        self._conv2 = Conv2d(out_channels, out_channels, 3, rng, padding=1)
        self._relu1, self._relu2 = ReLU(), ReLU()
        self._convolutions = {"conv1": self._conv1, "conv2": self._conv2}
        if out_channels != channels or stride != 1:
            self._convolutions["downsample"] = Conv2d(channels, out_channels, 1, rng, stride=stride)
        self.params = _collected(self._convolutions, "params")
        self.grads = {}

    def forward(self, x):
        change = self._conv2.forward(self._relu1.forward(self._conv1.forward(x)))
        projection = self._convolutions.get("downsample")
        return self._relu2.forward(change + (projection.forward(x) if projection else x))

    def backward(self, dout):
        dsum = self._relu2.backward(dout)
        dx = self._conv1.backward(self._relu1.backward(self._conv2.backward(dsum)))
        projection = self._convolutions.get("downsample")
        dx = dx + (projection.backward(dsum) if projection else dsum)
        self.grads = _collected(self._convolutions, "grads")
        return dx
