"""The bias is drawn: it begins at zero, and only the weights have to differ."""


class Dense(Dense):
    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        self.params["bias"] = rng.uniform(-1, 1, out_features) / np.sqrt(in_features)
