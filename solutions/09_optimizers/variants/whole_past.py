"""Every gradient is kept, in copies, and all averages are made anew of the whole past, in float64; keys come backwards."""


class _WholePast:
    def step(self, params, grads):
        self.past = getattr(self, "past", {})
        new = {}
        for key in sorted(params, reverse=True):
            p = params[key].astype(np.float64)
            self.past.setdefault(key, []).append(self.gradient(p, grads[key].astype(np.float64)))
            new[key] = self.moved(p, np.array(self.past[key])).astype(params[key].dtype)
        return new

    def gradient(self, p, g):
        return g

    def faded(self, values, keep):
        return np.tensordot(keep ** np.arange(len(values) - 1.0, -1, -1), values, axes=1)


class SGD(_WholePast):
    def __init__(self, lr=1e-3, momentum=0, nesterov=False, weight_decay=0):
        if momentum == 0 and nesterov:
            raise ValueError("nesterov=True looks along a momentum, which is 0")
        self.settings = lr, momentum, nesterov, weight_decay

    def gradient(self, p, g):
        return g + self.settings[3] * p

    def moved(self, p, past):
        lr, momentum, nesterov, _ = self.settings
        b = self.faded(past, momentum)
        return p - lr * (past[-1] + momentum * b if nesterov else b)


class Adagrad(_WholePast):
    def __init__(self, lr=1e-2, eps=1e-10):
        self.lr, self.eps = lr, eps

    def moved(self, p, past):
        return p - self.lr * past[-1] / (np.linalg.norm(past, axis=0) + self.eps)


class Adadelta(_WholePast):
    def __init__(self, lr=1.0, rho=0.9, eps=1e-6):
        self.lr, self.rho, self.eps = lr, rho, eps

    def moved(self, p, past):
        steps = np.zeros_like(past)
        for t in range(len(past)):
            above, below = ((1 - self.rho) * self.faded(each**2, self.rho) for each in (steps[:t], past[: t + 1]))
            steps[t] = np.sqrt((above + self.eps) / (below + self.eps)) * past[t]
        return p - self.lr * steps[-1]


class RMSprop(_WholePast):
    def __init__(self, lr=1e-2, alpha=0.99, eps=1e-8, momentum=0):
        self.lr, self.alpha, self.eps, self.momentum = lr, alpha, eps, momentum

    def moved(self, p, past):
        squares = [(1 - self.alpha) * self.faded(past[: t + 1] ** 2, self.alpha) for t in range(len(past))]
        return p - self.lr * self.faded(past / (np.sqrt(squares) + self.eps), self.momentum)


class Adam(_WholePast):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0):
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay

    def gradient(self, p, g):
        return g + self.weight_decay * p

    def moved(self, p, past):
        m, v = (
            self.faded(each, beta) / self.faded(np.ones_like(past), beta)
            for each, beta in zip((past, past**2), self.betas)
        )
        return p - self.lr * m / (np.sqrt(v) + self.eps)


class AdamW(Adam):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, betas, eps)
        self.kept = 1 - lr * weight_decay

    def moved(self, p, past):
        return super().moved(self.kept * p, past)


class Adamax(_WholePast):
    def __init__(self, lr=2e-3, betas=(0.9, 0.999), eps=1e-8):
        self.lr, self.betas, self.eps = lr, betas, eps

    def moved(self, p, past):
        ages = np.arange(len(past) - 1.0, -1, -1).reshape(-1, *[1] * p.ndim)
        u = ((abs(past) + self.eps) * self.betas[1] ** ages).max(axis=0)
        return p - self.lr * self.faded(past, self.betas[0]) / self.faded(np.ones_like(past), self.betas[0]) / u


class Nadam(_WholePast):
    def __init__(self, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, momentum_decay=4e-3):
        self.lr, self.betas, self.eps, self.momentum_decay = lr, betas, eps, momentum_decay

    def moved(self, p, past):
        (beta1, beta2), t = self.betas, len(past)
        mu = beta1 * (1 - 0.5 * 0.96 ** (np.arange(1, t + 2) * self.momentum_decay))
        m, v = (1 - beta1) * self.faded(past, beta1), (1 - beta2) * self.faded(past**2, beta2)
        ahead = mu[t] * m / (1 - mu.prod()) + (1 - mu[t - 1]) * past[-1] / (1 - mu[:t].prod())
        return p - self.lr * ahead / (np.sqrt(v / (1 - beta2**t)) + self.eps)


def step_decay(lr, step, size, gamma):
    return lr if step < size else gamma * step_decay(lr, step - size, size, gamma)


def cosine(lr, step, total):
    return lr * (1 - math.sin(math.pi * (step / total - 0.5))) / 2


def warmup(lr, step, steps):
    return [lr * (k + 1) / steps for k in range(steps)][min(step, steps - 1)]
