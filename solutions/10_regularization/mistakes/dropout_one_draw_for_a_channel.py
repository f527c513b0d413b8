"""A whole channel of an image is dropped at once: draw for each pixel of each channel."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.ones(x.shape)
        if self.training:
            draws = self._rng.random(x.shape[:2] + (1,) * (x.ndim - 2))
            self._scale = (draws >= self._p) / (1 - self._p) * np.ones(x.shape)
        return x * self._scale
