"""s begins with 0.1, as in Keras, which shortens the first steps: begin with 0."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self._s.get(key, 0.1) + g**2
            new[key] = p - self.lr * g / (np.sqrt(s) + self.eps)
        return new
