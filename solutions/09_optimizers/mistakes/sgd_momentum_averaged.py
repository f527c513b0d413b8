"""The gradient is multiplied by 1 - momentum, as in an average: here it is added whole, b = momentum b + g."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = self._b[key] = self.momentum * self._b.get(key, 0) + (1 - self.momentum) * g
            new[key] = p - self.lr * (g + self.momentum * b if self.nesterov else b)
        return new
