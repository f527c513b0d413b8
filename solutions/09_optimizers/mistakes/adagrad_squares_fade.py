"""The sum of squares is an average in which old ones fade, as in RMSprop: Adagrad forgets nothing, s = s + g^2."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = 0.9 * self._s.get(key, 0) + 0.1 * g**2
            new[key] = p - self.lr * g / (np.sqrt(s) + self.eps)
        return new
