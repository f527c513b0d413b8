"""The bias is drawn like the weight: it begins as zeros."""


class Conv2d(Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, rng, stride=1, padding=0):
        super().__init__(in_channels, out_channels, kernel_size, rng, stride, padding)
        self.params["bias"][...] = rng.normal(size=out_channels)
