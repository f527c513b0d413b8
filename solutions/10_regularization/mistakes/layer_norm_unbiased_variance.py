"""The variance is divided by n - 1: it is the mean square deviation, divided by n."""


class LayerNorm(LayerNorm):
    def forward(self, x):
        super().forward(x)
        mean, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, ddof=1, keepdims=True)
        self._x_hat, self._scale = _standardize(x, mean, var, self._eps)
        return self.params["weight"] * self._x_hat + self.params["bias"]
