"""The first b is the very array of the gradient, which the caller refills: store a copy of it."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p if self.weight_decay else grads[key]
            b = self._b[key] = self.momentum * self._b[key] + g if key in self._b else g
            new[key] = p - self.lr * (g + self.momentum * b if self.nesterov else b)
        return new
