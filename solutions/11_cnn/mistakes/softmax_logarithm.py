"""The logarithms of the probabilities are returned."""


class Softmax(Softmax):
    def forward(self, x):
        powers = np.exp(x - x.max(axis=-1, keepdims=True))
        self._out = powers / powers.sum(axis=-1, keepdims=True)
        return np.log(self._out)
