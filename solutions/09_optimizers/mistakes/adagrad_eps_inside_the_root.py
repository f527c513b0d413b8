"""eps is added inside the root, where a small one is large: sqrt(s) + eps."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self._s.get(key, 0) + g**2
            new[key] = p - self.lr * g / np.sqrt(s + self.eps)
        return new
