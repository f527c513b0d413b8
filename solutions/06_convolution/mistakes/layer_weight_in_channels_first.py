"""The weight is (in_channels, out_channels, ...): the output channels come first."""


class Conv2d(Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, rng, stride=1, padding=0):
        super().__init__(out_channels, in_channels, kernel_size, rng, stride, padding)
