"""np.random.rand draws from NumPy's global generator: draw from the rng that the layer was given."""


class Dropout(Dropout):
    def forward(self, x):
        self._scale = np.ones(x.shape)
        if self.training:
            self._scale = (np.random.rand(*x.shape) >= self._p) / (1 - self._p)
        return x * self._scale
