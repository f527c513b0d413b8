"""params belongs to the class, so that all layers share it: make a new dict in __init__."""


class Dense(Dense):
    params = {}

    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        Dense.params.update(self.__dict__.pop("params"))
