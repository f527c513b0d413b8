"""This is Xavier's normal form, which has no bound: draw uniformly, between -bound and bound."""


class Dense(Dense):
    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        deviation = np.sqrt(2 / (in_features + out_features))
        self.params["weight"] = deviation * rng.standard_normal((out_features, in_features))
