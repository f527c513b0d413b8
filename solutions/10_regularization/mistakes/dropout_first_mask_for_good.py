"""The mask is drawn once and kept for all calls: draw a new one at each forward in training."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.ones(x.shape)
        if self.training:
            if getattr(self, "_drawn", np.zeros(0)).shape != x.shape:
                self._drawn = self._rng.random(x.shape)
            self._scale = (self._drawn >= self._p) / (1 - self._p)
        return x * self._scale
