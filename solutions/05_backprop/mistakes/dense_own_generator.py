"""A generator made inside, with a fixed seed, gives every layer the same weights: draw from rng."""


class Dense(Dense):
    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, np.random.default_rng(0))
