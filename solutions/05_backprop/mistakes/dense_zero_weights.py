"""All weights are zero: units that begin alike stay alike for ever, so draw them."""


class Dense(Dense):
    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        self.params["weight"][...] = 0.0
