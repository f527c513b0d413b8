"""This is the slope alone, 0 or 1: the gradient is dout times it."""


class ReLU(ReLU):
    def backward(self, dout):
        return (self._x > 0).astype(np.float64)
