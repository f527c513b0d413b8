"""One number at a time, drawn one at a time."""


def train_test_split(x, y, fraction, rng):
    n = len(x)
    if n != len(y):
        raise ValueError(f"x has {n} examples, y has {len(y)}")
    places = list(range(n))
    for last in range(n - 1, 0, -1):  # Fisher and Yates
        other = int(rng.integers(last + 1))
        places[last], places[other] = places[other], places[last]
    test = [places.pop() for _ in range(round(n * fraction))]
    return [
        np.array([array[place] for place in part]).reshape(-1, *array.shape[1:]).astype(array.dtype)
        for array in (x, y)
        for part in (places, test)
    ]


def _counts(key):
    return "." + "bias" != ("." + key)[-5:]


def l2_penalty(params, strength):
    total = 0
    for key in params:
        for number in params[key].flat:
            total += float(number) * float(number) if _counts(key) else 0
    return strength * total if total else 0


def l2_penalty_backward(params, strength):
    grads = {}
    for key in sorted(params, reverse=True):
        grads[key] = np.zeros(params[key].shape, dtype=params[key].dtype)
        for index in np.ndindex(params[key].shape):
            if _counts(key):
                grads[key][index] = params[key][index] * strength + params[key][index] * strength
    return grads


def l1_penalty(params, strength):
    total = 0
    for key in params:
        for number in params[key].flat:
            total += abs(float(number)) if _counts(key) else 0
    return strength * total if total else 0


def l1_penalty_backward(params, strength):
    grads = {}
    for key in sorted(params, reverse=True):
        grads[key] = np.zeros(params[key].shape, dtype=params[key].dtype)
        for index in np.ndindex(params[key].shape):
            if _counts(key) and params[key][index]:
                grads[key][index] = strength if params[key][index] > 0 else -strength
    return grads


class Dropout:
    def __init__(self, p, rng):
        if p < 0 or p >= 1:
            raise ValueError(f"a probability p of {p}")
        self.p, self.rng = p, rng
        self.params, self.grads, self.training = {}, {}, True

    def forward(self, x):
        self.mask = [not self.training or self.rng.random() > self.p for _ in range(x.size)]
        self.factor = 1 / (1 - self.p) if self.training else 1
        return self._through(x)

    def backward(self, dout):
        return self._through(dout)

    def _through(self, values):
        return np.array([v * self.factor if m else 0.0 for v, m in zip(values.flat, self.mask)]).reshape(values.shape)


class BatchNorm1d:
    axes = 2, 3

    def __init__(self, features, eps=1e-5, momentum=0.1):
        self.eps, self.momentum, self.training = eps, momentum, True
        self.params = {"bias": np.zeros(features), "weight": np.ones(features)}
        self.running_mean, self.running_var = np.zeros(features), np.ones(features)

    def forward(self, x):
        if x.ndim not in self.axes:
            raise ValueError(f"x has {x.ndim} axes")
        if x.shape[1] != self.params["bias"].size:
            raise ValueError(f"x has {x.shape[1]} features")
        y, self.x_hat, self.deviation, self.mode = np.empty(x.shape), np.empty(x.shape), [], self.training
        for c in range(x.shape[1]):
            channel = x[:, c]
            mean, var = self.running_mean[c], self.running_var[c]
            if self.training:
                if channel.size == 1:
                    raise ValueError("x has a single value for each channel")
                mean = sum(channel.flat) / channel.size
                squares = sum((value - mean) ** 2 for value in channel.flat)
                var = squares / channel.size
                self.running_mean[c] += self.momentum * (mean - self.running_mean[c])
                self.running_var[c] += self.momentum * (squares / (channel.size - 1) - self.running_var[c])
            self.deviation.append((var + self.eps) ** 0.5)
            self.x_hat[:, c] = (channel - mean) / self.deviation[c]
            y[:, c] = self.x_hat[:, c] * self.params["weight"][c] + self.params["bias"][c]
        return y

    def backward(self, dout):
        dx, self.grads = np.empty(dout.shape), {"weight": np.zeros(dout.shape[1]), "bias": np.zeros(dout.shape[1])}
        for c in range(dout.shape[1]):
            upstream, x_hat = dout[:, c], self.x_hat[:, c]
            dweight = self.grads["weight"][c] = sum((upstream * x_hat).flat)
            dbias = self.grads["bias"][c] = sum(upstream.flat)
            if self.mode:
                upstream = upstream - dbias / upstream.size - x_hat * dweight / upstream.size
            dx[:, c] = upstream * self.params["weight"][c] / self.deviation[c]
        return dx


class BatchNorm2d(BatchNorm1d):
    axes = (4,)


class LayerNorm:
    def __init__(self, features, eps=1e-5):
        self.eps, self.params = eps, {"bias": np.zeros(features), "weight": np.ones(features)}

    def forward(self, x):
        if x.shape[-1] != self.params["bias"].size:
            raise ValueError(f"x has {x.shape[-1]} features")
        self.x_hat, self.deviation = np.empty(x.shape), {}
        for index in np.ndindex(x.shape[:-1]):
            row = x[index]
            mean = sum(row) / len(row)
            self.deviation[index] = (sum((value - mean) ** 2 for value in row) / len(row) + self.eps) ** 0.5
            self.x_hat[index] = (row - mean) / self.deviation[index]
        return self.x_hat * self.params["weight"] + self.params["bias"]

    def backward(self, dout):
        dx, features = np.empty(dout.shape), dout.shape[-1]
        self.grads = {"weight": np.zeros(features), "bias": np.zeros(features)}
        for index in np.ndindex(dout.shape[:-1]):
            self.grads["weight"] += dout[index] * self.x_hat[index]
            self.grads["bias"] += dout[index]
            row = dout[index] * self.params["weight"]
            dx[index] = (
                row - sum(row) / features - self.x_hat[index] * (row @ self.x_hat[index]) / features
            ) / self.deviation[index]
        return dx


class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.losses = patience, []

    def step(self, loss):
        self.losses.append(loss)
        best = min(self.losses)
        return len(self.losses) - 1 - self.losses.index(best) >= self.patience
