"""Each feature is normalized over the batch: normalize each example over its features, the last axis."""


class LayerNorm(LayerNorm):
    def forward(self, x):
        super().forward(x)
        mean, var = x.mean(axis=0), x.var(axis=0)
        self._x_hat, self._scale = _standardize(x, mean, var, self._eps)
        return self.params["weight"] * self._x_hat + self.params["bias"]
