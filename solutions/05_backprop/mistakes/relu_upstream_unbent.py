"""dout passes everywhere: where x was negative the output is always 0, so nothing comes back."""


class ReLU(ReLU):
    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * 1.0
