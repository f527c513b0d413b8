"""params belongs to the class, so that all layers share it: make a new dict in __init__."""


class Conv2d(Conv2d):
    params = {}

    def __init__(self, in_channels, out_channels, kernel_size, rng, stride=1, padding=0):
        super().__init__(in_channels, out_channels, kernel_size, rng, stride, padding)
        Conv2d.params.update(self.__dict__.pop("params"))
