"""What is kept is divided by p: divide by the probability of keeping, 1 - p."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.ones(x.shape)
        if self.training:
            self._scale = (self._rng.random(x.shape) >= self._p) / max(self._p, 1e-12)
        return x * self._scale
