"""Exactly n * p entries are dropped, so that the fate of one depends on the others: decide on each by itself."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.ones(x.shape)
        if self.training:
            dropped = np.arange(x.size) < round(self._p * x.size)
            self._scale = ~self._rng.permutation(dropped).reshape(x.shape) / (1 - self._p)
        return x * self._scale
