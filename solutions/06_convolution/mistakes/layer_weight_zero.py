"""All weights begin as zeros: equal kernels stay equal for ever, so draw them from rng."""


class Conv2d(Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, rng, stride=1, padding=0):
        super().__init__(in_channels, out_channels, kernel_size, rng, stride, padding)
        self.params["weight"][...] = 0
