"""np.sqrt of a Python number is a float64 of NumPy, which makes float32 parameters float64: take the root of the array, or ** 0.5."""


class Adam(Adam):
    def step(self, params, grads):
        self._t += 1
        beta1, beta2 = self.betas
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            v = self._v[key] = beta2 * self._v.get(key, 0) + (1 - beta2) * g**2
            rate = self.lr * np.sqrt(1 - beta2**self._t) / (1 - beta1**self._t)
            new[key] = p - rate * m / (np.sqrt(v) + self.eps * np.sqrt(1 - beta2**self._t))
        return new
