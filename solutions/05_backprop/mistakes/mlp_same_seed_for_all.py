"""Every layer gets a generator of the same seed, and equal layers equal weights: let all draw from rng."""


class MLP(MLP):
    def __init__(self, sizes, activation, rng):
        super().__init__(sizes, activation, rng)
        seed = int(rng.integers(2**32))
        for dense, before, after in zip(self._dense, sizes, sizes[1:]):
            dense.params["weight"][...] = Dense(before, after, np.random.default_rng(seed)).params["weight"]
