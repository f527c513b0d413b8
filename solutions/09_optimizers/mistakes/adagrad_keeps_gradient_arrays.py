"""All gradients are kept in a list, as the arrays of the caller, who refills them: keep the sum of their squares."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            self._s.setdefault(key, []).append(g)
            s = sum(old**2 for old in self._s[key])
            new[key] = p - self.lr * g / (np.sqrt(s) + self.eps)
        return new
