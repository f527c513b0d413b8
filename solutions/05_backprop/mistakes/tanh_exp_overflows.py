"""exp(1000) overflows, and infinity over infinity is NaN: np.tanh is safe."""


class Tanh(Tanh):
    def forward(self, x):
        up, down = np.exp(np.asarray(x, dtype=np.float64)), np.exp(-np.asarray(x, dtype=np.float64))
        self._y = (up - down) / (up + down)
        return self._y
