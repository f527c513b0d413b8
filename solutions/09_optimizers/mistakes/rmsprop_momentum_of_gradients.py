"""The momentum gathers plain gradients, and their sum is divided: divide first, b = momentum b + g / (sqrt(s) + eps)."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self.alpha * self._s.get(key, 0) + (1 - self.alpha) * g**2
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g
            new[key] = p - self.lr * b / (np.sqrt(s) + self.eps)
        return new
