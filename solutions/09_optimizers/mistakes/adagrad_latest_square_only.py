"""s holds the latest square only, which makes every step the sign of g: add the squares of all steps up."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = g**2
            new[key] = p - self.lr * g / (np.sqrt(s) + self.eps)
        return new
