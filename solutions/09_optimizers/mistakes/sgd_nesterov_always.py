"""The step looks ahead without being asked to: with nesterov=False it is b."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g
            new[key] = p - self.lr * (g + self.momentum * b)
        return new
