"""Entries whose draw is below p are kept, and should be dropped: turn the comparison round."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.ones(x.shape)
        if self.training:
            self._scale = (self._rng.random(x.shape) < self._p) / (1 - self._p)
        return x * self._scale
