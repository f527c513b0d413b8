"""-x of an unsigned array wraps around: make x float64 before its sign is turned."""


class Sigmoid(Sigmoid):
    def forward(self, x):
        x = np.asarray(x)
        large = np.exp(-np.where(x >= 0, x, 0))
        small = np.exp(np.where(x < 0, x, 0))
        self._y = np.asarray(small / (large + small), dtype=np.float64)
        return self._y
