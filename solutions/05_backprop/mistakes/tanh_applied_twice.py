"""1 - y^2 takes the output y, which is tanh(x) already: do not take tanh again."""


class Tanh(Tanh):
    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * (1 - np.tanh(self._y) ** 2)
