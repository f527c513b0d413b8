"""The root of the Python number eps is a float64 of NumPy, which makes float32 parameters float64: begin with an array, zeros_like(p)."""


class Adadelta(Adadelta):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            a = self._a.get(key, 0)
            s = self._s[key] = self.rho * self._s.get(key, 0) + (1 - self.rho) * g**2
            d = np.sqrt(a + self.eps) / np.sqrt(s + self.eps) * g
            self._a[key] = self.rho * a + (1 - self.rho) * d**2
            new[key] = p - self.lr * d
        return new
