"""The step goes along the old b, and the gradient shows one step late: update b first."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = self._b.get(key, 0 * g)
            self._b[key] = self.momentum * b + g
            new[key] = p - self.lr * (g + self.momentum * b if self.nesterov else b)
        return new
