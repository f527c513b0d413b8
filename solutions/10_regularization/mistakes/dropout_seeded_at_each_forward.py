"""A generator is made from a seed at each forward, so that the same entries drop each time: make it once."""


class Dropout(Dropout):
    def __init__(self, p, rng):
        super().__init__(p, rng)
        self._seed = int(rng.integers(2**32))

    def forward(self, x):
        self._rng = np.random.default_rng(self._seed)
        return super().forward(x)
