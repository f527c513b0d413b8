"""dout *= ... writes into the caller's array: make a new one."""


class Tanh(Tanh):
    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        dout *= 1 - self._y**2
        return dout
