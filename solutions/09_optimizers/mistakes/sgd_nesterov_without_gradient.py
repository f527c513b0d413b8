"""The look ahead is momentum b alone: add the gradient, g + momentum b."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g
            new[key] = p - self.lr * (self.momentum * b if self.nesterov else b)
        return new
