"""One sum for all entries of an array gives them steps in common: each entry has its own."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self._s.get(key, 0) + (g**2).sum()
            new[key] = p - self.lr * g / (np.sqrt(s) + self.eps)
        return new
