"""The largest score of the whole batch is subtracted: rows that are far below it become 0 / 0."""


class Softmax(Softmax):
    def forward(self, x):
        powers = np.exp(x - x.max())
        self._out = powers / powers.sum(axis=-1, keepdims=True)
        return self._out
