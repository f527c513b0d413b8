"""A gradient that has been 0 from the start gives 0/0: add eps to the root."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self._s.get(key, 0) + g**2
            new[key] = p - self.lr * g / np.sqrt(s)
        return new
