"""An x of another shape is normalized as well as it goes: compare its axes first and raise a ValueError that names x."""


class BatchNorm1d(BatchNorm1d):
    def forward(self, x):
        return super().forward(x.reshape(len(x), len(self.running_mean), -1)).reshape(x.shape)


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    def forward(self, x):
        return BatchNorm1d.forward(self, x)


class LayerNorm(LayerNorm):
    def forward(self, x):
        mean, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
        self._x_hat, self._scale = _standardize(x, mean, var, self._eps)
        return self.params["weight"] * self._x_hat + self.params["bias"]
