"""p -= ... writes into the array of the caller: p - ... makes a new one."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self._s.get(key, 0) + g**2
            p -= self.lr * g / (np.sqrt(s) + self.eps)
            new[key] = p
        return new
