"""Chance in float32 and in whole numbers, decided when p is above the draw; statistics kept as sums."""


def train_test_split(x, y, fraction, rng):
    n, m = len(x), len(y)
    if n != m:
        raise ValueError(f"y: {m} examples, x: {n}")
    count = int(np.rint(fraction * n))
    columns = np.stack([rng.integers(2**62, size=n), np.arange(n)])
    order = columns[1, np.lexsort(columns[:1])]
    parts = (order[count:], order[:count])
    return x[parts[0]], x[parts[1]], y[parts[0]], y[parts[1]]


class Dropout(Dropout):
    def forward(self, x):
        self._latest = None
        if self.training:
            self._latest = self._rng.random(x.size, dtype=np.float32).reshape(x.shape) < self._p
        return self.backward(x)

    def backward(self, dout):
        if self._latest is None:
            return dout
        return np.where(self._latest, 0.0, dout) / (1 - self._p)


class BatchNorm2d:
    def __init__(self, features, eps=1e-5, momentum=0.1):
        self._each = BatchNorm1d(features, eps, momentum)
        self.training = True

    @property
    def params(self):
        return self._each.params

    @property
    def grads(self):
        return self._each.grads

    @property
    def running_mean(self):
        return self._each.running_mean

    @property
    def running_var(self):
        return self._each.running_var

    def forward(self, x):
        if np.ndim(x) != 4:
            raise ValueError("x is no batch of images")
        self._each.training = self.training
        n, c, h, w = x.shape
        rows = self._each.forward(x.transpose(0, 2, 3, 1).reshape(-1, c))
        return rows.reshape(n, h, w, c).transpose(0, 3, 1, 2)

    def backward(self, dout):
        n, c, h, w = dout.shape
        rows = self._each.backward(dout.transpose(0, 2, 3, 1).reshape(-1, c))
        return rows.reshape(n, h, w, c).transpose(0, 3, 1, 2)
