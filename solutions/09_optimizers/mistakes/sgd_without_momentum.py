"""Each step knows its own gradient only: keep b from step to step, b = momentum b + g."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = g
            new[key] = p - self.lr * (g + self.momentum * b if self.nesterov else b)
        return new
