"""What is kept is not scaled up, so that the mean shrinks: divide it by 1 - p."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.ones(x.shape)
        if self.training:
            self._scale = (self._rng.random(x.shape) >= self._p).astype(float)
        return x * self._scale
