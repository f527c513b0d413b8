"""x is shifted where it is: subtract into a new array."""


class Softmax(Softmax):
    def forward(self, x):
        x -= x.max(axis=-1, keepdims=True)
        powers = np.exp(x)
        self._out = powers / powers.sum(axis=-1, keepdims=True)
        return self._out
