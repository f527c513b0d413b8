"""x >= 0 lets the gradient through at 0: there it is 0, as in PyTorch."""


class ReLU(ReLU):
    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * (self._x >= 0)
