"""np.power of Python numbers is a float64 of NumPy, which makes float32 parameters float64: use **."""


class Nadam(Nadam):
    def step(self, params, grads):
        self._t += 1
        beta1, beta2 = self.betas
        mu, mu_next = (beta1 * (1 - 0.5 * np.power(0.96, t * self.momentum_decay)) for t in (self._t, self._t + 1))
        self._product *= mu
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            v = self._v[key] = beta2 * self._v.get(key, 0) + (1 - beta2) * g**2
            ahead = mu_next * m / (1 - self._product * mu_next) + (1 - mu) * g / (1 - self._product)
            new[key] = p - self.lr * ahead / (np.sqrt(v / (1 - beta2**self._t)) + self.eps)
        return new
