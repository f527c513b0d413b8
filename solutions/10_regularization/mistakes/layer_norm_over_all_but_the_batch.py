"""An example is normalized over all its axes: the last one alone is meant."""


class LayerNorm(LayerNorm):
    def forward(self, x):
        super().forward(x)
        mean, var = [f(x, axis=tuple(range(1, x.ndim)) or -1, keepdims=True) for f in (np.mean, np.var)]
        self._x_hat, self._scale = _standardize(x, mean, var, self._eps)
        return self.params["weight"] * self._x_hat + self.params["bias"]
