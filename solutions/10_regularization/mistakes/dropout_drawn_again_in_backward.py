"""backward draws a mask of its own: keep the one of forward."""


class Dropout(Dropout):
    def backward(self, dout):
        if not self.training:
            return dout
        return dout * (self._rng.random(dout.shape) >= self._p) / (1 - self._p)
