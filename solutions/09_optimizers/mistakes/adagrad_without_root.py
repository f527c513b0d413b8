"""The gradient is divided by the sum of its squares: take the root of it."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self._s.get(key, 0) + g**2
            new[key] = p - self.lr * g / (s + self.eps)
        return new
