"""There is one average for all keys: keep one for each, in a dict."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[""] = self.alpha * self._s.get("", 0) + (1 - self.alpha) * g**2
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g / (np.sqrt(s) + self.eps)
            new[key] = p - self.lr * b
        return new
