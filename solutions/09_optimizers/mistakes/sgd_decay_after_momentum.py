"""weight_decay p is added after the momentum, or taken off p itself: add it to g, before b is updated."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g
            new[key] = p - self.lr * ((g + self.momentum * b if self.nesterov else b) + self.weight_decay * p)
        return new
