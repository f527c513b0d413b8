"""This is the older form, which scales by 1 - p in evaluation: divide by 1 - p in training, and leave x alone in evaluation."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.full(x.shape, 1 - self._p)
        if self.training:
            self._scale = (self._rng.random(x.shape) >= self._p).astype(float)
        return x * self._scale
