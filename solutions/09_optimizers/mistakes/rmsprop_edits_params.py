"""p -= ... writes into the array of the caller: p - ... makes a new one."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self.alpha * self._s.get(key, 0) + (1 - self.alpha) * g**2
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g / (np.sqrt(s) + self.eps)
            p -= self.lr * b
            new[key] = p
        return new
