"""@ is a matrix product: every entry has its own slope, so multiply entry by entry."""


class Tanh(Tanh):
    def backward(self, dout):
        return (1 - self._y @ self._y.T) @ np.asarray(dout, dtype=np.float64)
