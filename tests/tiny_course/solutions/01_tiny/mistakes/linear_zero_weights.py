"""All weights are zero: equal weights stay equal for ever, so draw them."""


class Linear(Linear):
    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        self.params["weight"][...] = 0.0
