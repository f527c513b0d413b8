"""p is cut down to tenths: compare a draw from [0, 1) with p itself."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.ones(x.shape)
        if self.training:
            self._scale = (self._rng.integers(10, size=x.shape) >= int(10 * self._p)) / (1 - self._p)
        return x * self._scale
