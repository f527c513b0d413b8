"""1 / sqrt(in) is what torch.nn.Linear begins with: Xavier's bound is sqrt(6 / (in + out))."""


class Dense(Dense):
    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        bound = 1 / np.sqrt(in_features)
        self.params["weight"] = rng.uniform(-bound, bound, (out_features, in_features))
