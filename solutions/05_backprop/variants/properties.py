"""einsum, one array for weight and bias, dicts made at each look and in another order, arrays for results."""


class Dense:
    def __init__(self, in_features, out_features, rng):
        limit = (6 / (in_features + out_features)) ** 0.5
        self._all = np.zeros((out_features, in_features + 1))
        self._all[:, :-1] = (rng.random((out_features, in_features)) - 0.5) * 2 * limit
        self._slopes = np.zeros_like(self._all)

    params = property(lambda self: {"bias": self._all[:, -1], "weight": self._all[:, :-1]})
    grads = property(lambda self: {"bias": self._slopes[:, -1], "weight": self._slopes[:, :-1]})

    def forward(self, x):
        x = np.array(x, np.float64)
        if x.ndim != 2 or x.shape[1] + 1 != self._all.shape[1]:
            raise ValueError("x does not have in_features columns")
        self._x = np.hstack([x, np.ones((len(x), 1))])
        return np.einsum("ni,oi->no", self._x, self._all)

    def backward(self, dout):
        dout = np.array(dout, np.float64)
        np.einsum("no,ni->oi", dout, self._x, out=self._slopes)
        return np.einsum("no,oi->ni", dout, self._all[:, :-1])


class Sigmoid:
    params, grads = property(lambda self: {}), property(lambda self: {})

    def forward(self, x):
        self._half = np.tanh(0.5 * np.array(x, np.float64)) / 2
        return 0.5 + self._half

    def backward(self, dout):
        return (0.25 - self._half**2) * dout


class Tanh(Sigmoid):
    def forward(self, x):
        return 2 * super().forward(2 * np.array(x, np.float64)) - 1

    def backward(self, dout):
        return 4 * super().backward(dout)


class ReLU(Sigmoid):
    def forward(self, x):
        x = np.array(x, np.float64)
        self._mask = np.heaviside(x, 0.0)
        return np.where(x > 0, x, 0.0)

    def backward(self, dout):
        return self._mask * dout


class MLP:
    def __init__(self, sizes, activation, rng):
        self.layers, self.dense = [], []
        for i in range(len(sizes) - 1):
            self.dense.append(Dense(sizes[i], sizes[i + 1], rng))
            self.layers.append((self.dense[-1], activation() if i < len(sizes) - 2 else None))

    def _collected(self, which):
        found = {}
        for i in reversed(range(len(self.dense))):
            for name, array in getattr(self.dense[i], which).items():
                found[f"{i}.{name}"] = array
        return dict(sorted(found.items()))

    @property
    def params(self):
        return self._collected("params")

    @property
    def grads(self):
        return self._collected("grads")

    def forward(self, x):
        for dense, bend in self.layers:
            x = dense.forward(x)
            x = x if bend is None else bend.forward(x)
        return x

    def backward(self, dout):
        for dense, bend in self.layers[::-1]:
            dout = dout if bend is None else bend.backward(dout)
            dout = dense.backward(dout)
        return dout


def path_gradient(x, weights, y):
    model = MLP([2, 2, 2, 1], Sigmoid, np.random.default_rng(0))
    for i, weight in enumerate(weights):
        model.params[f"{i}.weight"][...] = weight
    prediction = model.forward(np.array([x], np.float64))
    model.backward(prediction - float(y))
    return float(model.grads["0.weight"][0, 0])


def train_step(model, x, y, lr):
    prediction = np.array(model.forward(x))
    if np.shape(y) != prediction.shape:
        raise ValueError("y and the output differ in shape")
    upstream = np.subtract(prediction, y) / prediction.shape[0]
    model.backward(upstream)
    params, grads = model.params, model.grads
    for key in sorted(params):
        np.subtract(params[key], np.multiply(grads[key], lr), out=params[key])
    return np.float64(0.5 * prediction.shape[0] * np.vdot(upstream, upstream))


def gradient_norms(model, x, dout):
    model.forward(x)
    model.backward(dout)
    grads, norms = model.grads, []
    while f"{len(norms)}.weight" in grads:
        norms.append(np.linalg.norm(grads[f"{len(norms)}.weight"]))
    return np.array(norms)
