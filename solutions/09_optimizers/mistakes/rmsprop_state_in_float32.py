"""The average is kept in float32, which rounds float64: keep it in the dtype of p."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self.alpha * self._s.get(key, 0) + (1 - self.alpha) * g**2
            s = self._s[key] = s.astype(np.float32)
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g / (np.sqrt(s) + self.eps)
            new[key] = p - self.lr * b
        return new
