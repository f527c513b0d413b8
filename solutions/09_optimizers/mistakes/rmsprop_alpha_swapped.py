"""alpha and 1 - alpha are swapped: alpha is the share of the old average that is kept."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = (1 - self.alpha) * self._s.get(key, 0) + self.alpha * g**2
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g / (np.sqrt(s) + self.eps)
            new[key] = p - self.lr * b
        return new
