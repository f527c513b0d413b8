"""The gradient is divided by the root of the old sum, which is 0 at first: add its square first."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s.get(key, 0 * g)
            self._s[key] = s + g**2
            new[key] = p - self.lr * g / (np.sqrt(s) + self.eps)
        return new
