"""The same by other means: sorted random keys, coins, one-pass moments, the centring matrix, a list of what was lost."""


def train_test_split(x, y, fraction, rng):
    if x.shape[0] != y.shape[0]:
        raise ValueError("y and x differ in length")
    order = np.argsort(rng.random(len(x)))
    train, test = np.split(order, [len(x) - int(len(x) * fraction + 0.5)])
    return tuple(np.take(array, part, axis=0) for array in (x, y) for part in (train, test))


def _mask(key):
    return float(key.rpartition(".")[2] != "bias")


def l2_penalty(params, strength):
    return np.float64(strength) * sum(_mask(key) * np.vdot(value, value) for key, value in params.items())


def l2_penalty_backward(params, strength):
    return {key: np.multiply(value, 2 * strength * _mask(key)) for key, value in params.items()}


def l1_penalty(params, strength):
    return sum(_mask(key) * strength * (value * np.sign(value)).sum() for key, value in params.items())


def l1_penalty_backward(params, strength):
    slopes = {key: (value > 0).astype(value.dtype) - (value < 0) for key, value in params.items()}
    return {key: slope * (strength * _mask(key)) for key, slope in slopes.items()}


class Dropout(Dropout):
    def forward(self, x):
        self._dropped = self._rng.binomial(1, self._p, x.shape) == 1 if self.training else np.zeros(x.shape, bool)
        self._by = 1 - self._p if self.training else 1
        return np.where(self._dropped, 0, x / self._by)

    def backward(self, dout):
        dx = dout / self._by
        dx[self._dropped] = 0
        return dx


class BatchNorm1d(BatchNorm1d):
    def forward(self, x):
        features = len(self.params["weight"])
        if x.ndim not in (2, 3) or x.shape[1] != features:
            raise ValueError("x does not fit")
        rows = np.moveaxis(x, 1, -1).reshape(-1, features)
        self._mode, n = self.training, len(rows)
        mean, var = self.running_mean, self.running_var
        if self.training:
            if n == 1:
                raise ValueError("x: one value for each channel")
            mean = rows.sum(axis=0) / n
            var = np.maximum((rows * rows).sum(axis=0) / n - mean * mean, 0)  # in one pass
            self.running_mean[...] = self.running_mean * (1 - self._momentum) + mean * self._momentum
            self.running_var[...] = self.running_var * (1 - self._momentum) + var * (n / (n - 1) * self._momentum)
        self._inverse = (var + self._eps) ** -0.5
        self._rows = (rows - mean) * self._inverse
        y = self._rows * self.params["weight"] + self.params["bias"]
        return np.moveaxis(y.reshape(len(x), *x.shape[2:], features), -1, 1)

    def backward(self, dout):
        upstream = np.moveaxis(dout, 1, -1)
        moved, upstream = upstream.shape, upstream.reshape(-1, upstream.shape[-1])
        n = len(upstream)
        self.grads["weight"] = np.einsum("nc,nc->c", upstream, self._rows)
        self.grads["bias"] = np.ones(n) @ upstream
        if self._mode:
            upstream = (n * upstream - self.grads["bias"] - self._rows * self.grads["weight"]) / n
        dx = self.params["weight"] * self._inverse * upstream
        return np.moveaxis(dx.reshape(moved), -1, 1)


class BatchNorm2d(BatchNorm1d):
    def forward(self, x):
        if x.ndim != 4:
            raise ValueError("x should have four axes")
        n, c, h, w = x.shape
        return BatchNorm1d.forward(self, x.reshape(n, c, h * w)).reshape(n, c, h, w)

    def backward(self, dout):
        n, c, h, w = dout.shape
        return BatchNorm1d.backward(self, dout.reshape(n, c, h * w)).reshape(n, c, h, w)


class LayerNorm(LayerNorm):
    def forward(self, x):
        f = self.params["weight"].size
        if x.shape[-1:] != (f,):
            raise ValueError("x does not fit")
        self._centre = np.eye(f) - 1 / f
        centred = x @ self._centre
        self._inverse = 1 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self._eps)
        self._normal = centred * self._inverse
        return self._normal * self.params["weight"] + self.params["bias"]

    def backward(self, dout):
        f = dout.shape[-1]
        self.grads["weight"] = np.einsum("nf,nf->f", dout.reshape(-1, f), self._normal.reshape(-1, f))
        self.grads["bias"] = np.einsum("nf->f", dout.reshape(-1, f))
        u = dout * self.params["weight"]
        along = np.einsum("...f,...f->...", u, self._normal)[..., None] / f
        return ((u - self._normal * along) * self._inverse) @ self._centre


class EarlyStopping(EarlyStopping):
    _lost = None

    def step(self, loss):
        if self._lost is None or loss < self._lost[0]:
            self._lost = [loss]
        else:
            self._lost.append(loss)
        return np.bool_(len(self._lost) > self._patience)
