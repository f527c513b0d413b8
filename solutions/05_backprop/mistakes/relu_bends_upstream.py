"""The sign of dout decides: the sign of x does, and dout passes as it is, negative or not."""


class ReLU(ReLU):
    def backward(self, dout):
        return np.maximum(np.asarray(dout, dtype=np.float64), 0)
