"""rho and 1 - rho are swapped: rho is the share of the old average that is kept."""


class Adadelta(Adadelta):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            a = self._a.get(key, np.zeros_like(p))
            s = self._s[key] = (1 - self.rho) * self._s.get(key, 0) + self.rho * g**2
            d = np.sqrt(a + self.eps) / np.sqrt(s + self.eps) * g
            self._a[key] = (1 - self.rho) * a + self.rho * d**2
            new[key] = p - self.lr * d
        return new
