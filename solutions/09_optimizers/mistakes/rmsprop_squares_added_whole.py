"""The new square is added whole, which is no average: (1 - alpha) g^2."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self.alpha * self._s.get(key, 0) + g**2
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g / (np.sqrt(s) + self.eps)
            new[key] = p - self.lr * b
        return new
