"""x[x < 0] = 0 writes into the caller's x: make a new array."""


class ReLU(ReLU):
    def forward(self, x):
        self._x = np.asarray(x, dtype=np.float64)
        self._x[self._x < 0] = 0
        return self._x
