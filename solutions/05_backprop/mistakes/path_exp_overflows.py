"""exp(1000) overflows: each form of the sigmoid suits one side only."""

_stable, _right = _sigmoid, path_gradient


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Sigmoid(Sigmoid):
    def forward(self, x):
        self._y = _stable(np.asarray(x, dtype=np.float64))
        return self._y


def path_gradient(x, weights, y):
    return _right(x, weights, y)
