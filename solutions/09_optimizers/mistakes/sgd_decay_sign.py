"""The decay makes parameters grow: add weight_decay p to the gradient, which is subtracted."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] - self.weight_decay * p
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g
            new[key] = p - self.lr * (g + self.momentum * b if self.nesterov else b)
        return new
