"""The step does not look ahead, which is Adam: mix m, with the next mu, and g, with 1 - mu."""


class Nadam(Nadam):
    def step(self, params, grads):
        self._t += 1
        beta1, beta2 = self.betas
        mu, mu_next = self._mu(self._t), self._mu(self._t + 1)
        self._product *= mu
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            v = self._v[key] = beta2 * self._v.get(key, 0) + (1 - beta2) * g**2
            ahead = m / (1 - beta1**self._t)
            new[key] = p - self.lr * ahead / (np.sqrt(v / (1 - beta2**self._t)) + self.eps)
        return new
