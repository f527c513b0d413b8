"""The momentum is taken from how far the parameters have moved, and so from what others do to them: keep a sum of the gradients."""


class SGD(SGD):
    def step(self, params, grads):
        if self.nesterov:
            return super().step(params, grads)
        new = {}
        for key, p in params.items():
            new[key] = p - self.lr * (grads[key] + self.weight_decay * p) + self.momentum * (p - self._b.get(key, p))
            self._b[key] = p.copy()
        return new
