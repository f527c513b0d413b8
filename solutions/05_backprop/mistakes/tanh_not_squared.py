"""The slope is 1 - tanh(x)^2: the square is missing."""


class Tanh(Tanh):
    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * (1 - self._y)
