"""What looks ahead is kept as the new b: keep b, and use g + momentum b for this step only."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g
            if self.nesterov:
                b = self._b[key] = g + self.momentum * b
            new[key] = p - self.lr * b
        return new
