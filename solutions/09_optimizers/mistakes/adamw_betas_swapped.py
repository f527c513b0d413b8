"""The betas are swapped: the first is for m, the average of gradients, the second for v, that of their squares."""


class AdamW(AdamW):
    def step(self, params, grads):
        self._t += 1
        beta2, beta1 = self.betas
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            v = self._v[key] = beta2 * self._v.get(key, 0) + (1 - beta2) * g**2
            m_hat, v_hat = m / (1 - beta1**self._t), v / (1 - beta2**self._t)
            shrunk = p * (1 - self.lr * self.weight_decay)
            new[key] = shrunk - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
