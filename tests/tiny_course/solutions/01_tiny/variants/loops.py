"""One number at a time."""


def cube(x):
    result = np.empty_like(x)
    for index in np.ndindex(x.shape):
        result[index] = x[index] * x[index] * x[index]
    return result


def cube_backward(dout, x):
    result = np.empty_like(x)
    for index in np.ndindex(x.shape):
        result[index] = 3 * x[index] * x[index] * dout[index]
    return result


def numerical_slope(f, x, h):
    total = 0.0
    for side in (1, -1):
        total += side * f(x + side * h)
    return total / h / 2


def batches(n, batch_size, rng):
    left = list(rng.permutation(n))
    found = []
    while left:
        found.append(np.array(left[:batch_size]))
        left = left[batch_size:]
    return found


class Linear(Linear):
    def forward(self, x):
        self._x = x
        weight, bias = self.params["weight"], self.params["bias"]
        return np.array([[sum(row * weight[:, j]) + bias[j] for j in range(len(bias))] for row in x])

    def backward(self, dout):
        self.grads["weight"] = sum(np.outer(row, upstream) for row, upstream in zip(self._x, dout, strict=True))
        self.grads["bias"] = sum(dout)
        return np.array([self.params["weight"] @ upstream for upstream in dout])


class Momentum(Momentum):
    def step(self, params, grads):
        new = {}
        for name in params:
            old = self._velocity.get(name, np.zeros(grads[name].shape))
            self._velocity[name] = self.momentum * old + grads[name]
            new[name] = params[name] - self.lr * self._velocity[name]
        return new


class Noise(Noise):
    def forward(self, x):
        self._mask = np.ones(x.shape)
        if self.training:
            for index in np.ndindex(x.shape):
                self._mask[index] = 0 if self._rng.random() < self._p else 1 / (1 - self._p)
        return self._mask * x
