"""The buffer begins as np.zeros(shape), which is float64, and makes float32 parameters float64: begin with zeros_like(p)."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = self._b[key] = self.momentum * self._b.get(key, np.zeros(p.shape)) + g
            new[key] = p - self.lr * (g + self.momentum * b if self.nesterov else b)
        return new
