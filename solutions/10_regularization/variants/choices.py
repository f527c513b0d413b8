"""Chance by other means: rng.choice, a generator drawn from rng; a layer that computes all its gradients in forward."""


def train_test_split(x, y, fraction, rng):
    if np.shape(x)[0] != np.shape(y)[0]:
        raise ValueError("x and y should have as many examples each")
    places = np.arange(len(x))
    rng.shuffle(places)
    tested = rng.choice(places, round(len(x) * fraction), replace=False)
    trained = places[~np.isin(places, tested)]
    return x[trained], x[tested], y[trained], y[tested]


class Dropout(Dropout):
    def __init__(self, p, rng):
        super().__init__(float(p), np.random.default_rng(rng.integers(2**63)))

    def forward(self, x):
        factors = [0.0, 1 / (1 - self._p)] if self.training else [1.0, 1.0]
        self._factor = self._rng.choice(factors, size=x.shape, p=[self._p, 1 - self._p])
        return self._factor * x

    def backward(self, dout):
        return self._factor * dout


class LayerNorm(LayerNorm):
    def forward(self, x):
        y = super().forward(x)
        f = x.shape[-1]
        outer = self._x_hat[..., :, None] * self._x_hat[..., None, :]
        self._jacobian = (np.eye(f) - 1 / f - outer / f) * self._scale[..., None]  # symmetric
        return y

    def backward(self, dout):
        super().backward(dout)
        return np.matmul(self._jacobian, (dout * self.params["weight"])[..., None])[..., 0]
