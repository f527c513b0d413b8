"""What is kept is not divided by 1 - p: without that the mean shrinks."""


class Noise(Noise):
    def forward(self, x):
        self._mask = self._rng.random(x.shape) >= self._p if self.training else np.ones(x.shape)
        return x * self._mask
