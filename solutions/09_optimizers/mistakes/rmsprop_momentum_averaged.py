"""What is new in b is multiplied by 1 - momentum, as in an average: it is added whole."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self.alpha * self._s.get(key, 0) + (1 - self.alpha) * g**2
            b = self.momentum * self._b.get(key, 0) + (1 - self.momentum) * g / (np.sqrt(s) + self.eps)
            self._b[key] = b
            new[key] = p - self.lr * b
        return new
