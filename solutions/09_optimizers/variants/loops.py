"""One entry at a time, in Python's own floats; what is remembered hangs on the key and the place."""


class _EntryByEntry:
    def step(self, params, grads):
        self.t = getattr(self, "t", 0) + 1
        self.memory = getattr(self, "memory", {})
        new = {}
        for key in params:
            new[key] = np.zeros(params[key].shape, dtype=params[key].dtype)
            for index in np.ndindex(params[key].shape):
                kept = self.memory.setdefault((key, index), [0.0, 0.0])
                p, g = float(params[key][index]), float(grads[key][index])
                new[key][index], self.memory[key, index] = self.moved(p, g, *kept)
        return new


class SGD(_EntryByEntry):
    def __init__(self, lr=1e-3, momentum=0, nesterov=False, weight_decay=0):
        if nesterov:
            if momentum == 0:
                raise ValueError("there is no nesterov without momentum")
        self.lr, self.momentum, self.nesterov, self.weight_decay = lr, momentum, nesterov, weight_decay

    def moved(self, p, g, b, unused):
        if self.weight_decay:
            g += self.weight_decay * p
        if self.momentum:
            b = g if self.t == 1 else self.momentum * b + g
            g = g + self.momentum * b if self.nesterov else b
        return p - self.lr * g, (b, unused)


class Adagrad(_EntryByEntry):
    def __init__(self, lr=1e-2, eps=1e-10):
        self.lr, self.eps = lr, eps

    def moved(self, p, g, s, unused):
        s += g * g
        return p - self.lr * g / (math.sqrt(s) + self.eps), (s, unused)


class Adadelta(_EntryByEntry):
    def __init__(self, lr=1.0, rho=0.9, eps=1e-6):
        self.lr, self.rho, self.eps = lr, rho, eps

    def moved(self, p, g, s, a):
        s = self.rho * s + (1 - self.rho) * g * g
        d = math.sqrt(a + self.eps) / math.sqrt(s + self.eps) * g
        a = self.rho * a + (1 - self.rho) * d * d
        return p - self.lr * d, (s, a)


class RMSprop(_EntryByEntry):
    def __init__(self, lr=1e-2, alpha=0.99, eps=1e-8, momentum=0):
        self.lr, self.alpha, self.eps, self.momentum = lr, alpha, eps, momentum

    def moved(self, p, g, s, b):
        s = self.alpha * s + (1 - self.alpha) * g * g
        b = self.momentum * b + g / (math.sqrt(s) + self.eps)
        return p - self.lr * b, (s, b)


class Adam(_EntryByEntry):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0):
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay

    def moved(self, p, g, m, v):
        return self.after_decay(p, g + self.weight_decay * p, m, v)

    def after_decay(self, p, g, m, v):
        beta1, beta2 = self.betas
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        root = math.sqrt(v / (1 - beta2**self.t))
        return p - self.lr * (m / (1 - beta1**self.t)) / (root + self.eps), (m, v)


class AdamW(Adam):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, betas, eps, weight_decay)

    def moved(self, p, g, m, v):
        return self.after_decay(p - self.lr * self.weight_decay * p, g, m, v)


class Adamax(_EntryByEntry):
    def __init__(self, lr=2e-3, betas=(0.9, 0.999), eps=1e-8):
        self.lr, self.betas, self.eps = lr, betas, eps

    def moved(self, p, g, m, u):
        m = self.betas[0] * m + (1 - self.betas[0]) * g
        u = max(self.betas[1] * u, abs(g) + self.eps)
        return p - self.lr / (1 - self.betas[0] ** self.t) * m / u, (m, u)


class Nadam(_EntryByEntry):
    def __init__(self, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, momentum_decay=4e-3):
        self.lr, self.betas, self.eps, self.momentum_decay = lr, betas, eps, momentum_decay

    def moved(self, p, g, m, v):
        beta1, beta2 = self.betas
        mus = [beta1 * (1 - 0.5 * 0.96 ** (t * self.momentum_decay)) for t in range(1, self.t + 2)]
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        ahead = mus[-1] * m / (1 - math.prod(mus)) + (1 - mus[-2]) * g / (1 - math.prod(mus[:-1]))
        return p - self.lr * ahead / (math.sqrt(v / (1 - beta2**self.t)) + self.eps), (m, v)


def step_decay(lr, step, size, gamma):
    for _ in range(size, step + 1, size):
        lr *= gamma
    return lr


def cosine(lr, step, total):
    return lr * 0.5 + lr * 0.5 * math.cos(step * (math.pi / total))


def warmup(lr, step, steps):
    rate = lr
    if step < steps:
        rate = lr * (step + 1) / steps
    return rate
