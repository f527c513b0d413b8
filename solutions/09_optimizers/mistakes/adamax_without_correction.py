"""m is not corrected for beginning at 0, and the first steps are too short: divide it by 1 - beta1^t."""


class Adamax(Adamax):
    def step(self, params, grads):
        self._t += 1
        beta1, beta2 = self.betas
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            u = self._u[key] = np.maximum(beta2 * self._u.get(key, 0), np.abs(g) + self.eps)
            new[key] = p - self.lr * m / u
        return new
