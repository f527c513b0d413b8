"""Probabilities are taken over the batch: every row sums to 1, along the last axis."""


class Softmax(Softmax):
    def forward(self, x):
        powers = np.exp(x - x.max(axis=0))
        self._out = powers / powers.sum(axis=0)
        return self._out
