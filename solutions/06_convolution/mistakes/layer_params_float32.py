"""The parameters are float32: create them as float64."""


class Conv2d(Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, rng, stride=1, padding=0):
        super().__init__(in_channels, out_channels, kernel_size, rng, stride, padding)
        self.params = {key: value.astype(np.float32) for key, value in self.params.items()}
