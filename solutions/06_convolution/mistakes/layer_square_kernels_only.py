"""kernel_size is taken for one int: it may be a pair (height, width) too."""


class Conv2d(Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, rng, stride=1, padding=0):
        super().__init__(in_channels, out_channels, _pair(kernel_size)[0], rng, stride, padding)
