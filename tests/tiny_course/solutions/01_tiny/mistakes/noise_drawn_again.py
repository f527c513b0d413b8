"""backward draws new noise: keep the mask of forward."""


class Noise(Noise):
    def backward(self, dout):
        return dout * (self._rng.random(dout.shape) >= self._p) / (1 - self._p)
