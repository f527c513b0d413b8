"""Probabilities are taken along axis 1, which is not always the last one."""


class Softmax(Softmax):
    def forward(self, x):
        axis = min(1, x.ndim - 1)
        powers = np.exp(x - x.max(axis=axis, keepdims=True))
        self._out = powers / powers.sum(axis=axis, keepdims=True)
        return self._out
