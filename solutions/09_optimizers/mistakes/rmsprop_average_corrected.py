"""The average is corrected for beginning at 0, as in Adam: RMSprop leaves it as it is."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self.alpha * self._s.get(key, 0) + (1 - self.alpha) * g**2
            self._t = getattr(self, "_t", {})
            self._t[key] = self._t.get(key, 0) + 1
            root = np.sqrt(s / (1 - self.alpha ** self._t[key]))
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g / (root + self.eps)
            new[key] = p - self.lr * b
        return new
