"""Integers come out as integers: they count as float64."""


class ReLU(ReLU):
    def forward(self, x):
        self._x = np.asarray(x)
        return np.maximum(self._x, 0)

    def backward(self, dout):
        return np.asarray(dout) * (self._x > 0)
