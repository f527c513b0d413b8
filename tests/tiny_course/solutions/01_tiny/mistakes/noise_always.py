"""The noise is there outside training too: look at self.training."""


class Noise(Noise):
    def forward(self, x):
        self._mask = (self._rng.random(x.shape) >= self._p) / (1 - self._p)
        return x * self._mask
