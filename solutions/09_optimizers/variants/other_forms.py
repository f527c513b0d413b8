"""The same by other formulas: lr inside the buffers, averages that move by a part of what they lack, logarithms."""


class SGD(SGD):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key] if not self.weight_decay else np.add(grads[key], self.weight_decay * p)
            velocity = self._b[key] = self.momentum * self._b.get(key, np.zeros_like(p)) - self.lr * g
            new[key] = p + (self.momentum * velocity - self.lr * g if self.nesterov else velocity)
        return new


class Adagrad(Adagrad):
    def step(self, params, grads):
        self._s = {key: np.hypot(self._s.get(key, np.zeros_like(g)), g) for key, g in grads.items()}
        return {key: p - self.lr / (self._s[key] + self.eps) * grads[key] for key, p in params.items()}


class Adadelta(Adadelta):
    def step(self, params, grads):
        new = {}
        for key, g in grads.items():
            s, a = self._s.setdefault(key, np.zeros((2, *g.shape), dtype=g.dtype))
            s += (1 - self.rho) * (g * g - s)
            d = -g * ((a + self.eps) / (s + self.eps)) ** 0.5
            a += (1 - self.rho) * (d * d - a)
            new[key] = params[key] + self.lr * d
        return new


class RMSprop(RMSprop):
    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s.setdefault(key, np.zeros_like(p))
            s += (1 - self.alpha) * (np.square(g) - s)
            increment = self.lr * g / (s**0.5 + self.eps)
            self._b[key] = increment if key not in self._b else self.momentum * self._b[key] + increment
            new[key] = p - self._b[key]
        return new


class Adam(Adam):
    def step(self, params, grads):
        self._t, new = self._t + 1, {}
        seen = (1 - self.betas[1] ** self._t) ** 0.5
        rate = self.lr * seen / (1 - self.betas[0] ** self._t)
        for key, p in params.items():
            g = grads[key] + p * self.weight_decay
            m, v = self._m.setdefault(key, np.zeros_like(p)), self._v.setdefault(key, np.zeros_like(p))
            m += (1 - self.betas[0]) * (g - m)
            v += (1 - self.betas[1]) * (g * g - v)
            new[key] = p - rate * m / (np.sqrt(v) + self.eps * seen)
        return new


class AdamW(AdamW):
    def step(self, params, grads):
        self._t, new = self._t + 1, {}
        for key, p in params.items():
            old_m, old_v = self._m.get(key, np.zeros_like(p)), self._v.get(key, np.zeros_like(p))
            self._m[key] = old_m + (grads[key] - old_m) * (1 - self.betas[0])
            self._v[key] = old_v + (grads[key] ** 2 - old_v) * (1 - self.betas[1])
            root = (self._v[key] / (1 - self.betas[1] ** self._t)) ** 0.5 + self.eps
            new[key] = p - self.lr * (self._m[key] / root / (1 - self.betas[0] ** self._t) + self.weight_decay * p)
        return new


class Adamax(Adamax):
    def step(self, params, grads):
        self._t, new = self._t + 1, {}
        for key, p in params.items():
            g, old = grads[key], self.betas[1] * self._u.get(key, np.zeros_like(p))
            size = np.sqrt(g * g) + self.eps
            self._u[key] = np.where(old > size, old, size)
            self._m[key] = self.betas[0] * self._m.get(key, np.zeros_like(p)) + (1 - self.betas[0]) * g
            new[key] = p - self.lr * self._m[key] / (self._u[key] * (1 - self.betas[0] ** self._t))
        return new


class Nadam(Nadam):
    def step(self, params, grads):
        self._t, new = self._t + 1, {}
        mu, ahead = (
            self.betas[0] * (1 - math.exp(t * self.momentum_decay * math.log(0.96)) / 2) for t in (self._t, self._t + 1)
        )
        self._logarithm = getattr(self, "_logarithm", 0.0) + math.log(mu)
        of_g = (1 - mu) / -math.expm1(self._logarithm)
        of_m = ahead / -math.expm1(self._logarithm + math.log(ahead))
        for key, p in params.items():
            g = grads[key]
            m, v = self._m.setdefault(key, np.zeros_like(p)), self._v.setdefault(key, np.zeros_like(p))
            m += (1 - self.betas[0]) * (g - m)
            v += (1 - self.betas[1]) * (g * g - v)
            root = np.sqrt(v) / (1 - self.betas[1] ** self._t) ** 0.5 + self.eps
            new[key] = p - self.lr * (of_g * g / root + of_m * m / root)
        return new


def step_decay(lr, step, size, gamma):
    return math.exp(math.log(lr) + divmod(step, size)[0] * math.log(gamma))


def cosine(lr, step, total):
    return lr * np.cos(np.pi * step / total / 2) ** 2


def warmup(lr, step, steps):
    return np.float64(lr) * np.clip((step + 1) / steps, 0, 1)
