"""forward uses arrays that were copied at the start: read params each time, since training writes into them."""


class Dense(Dense):
    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        self._weight, self._bias = self.params["weight"].copy(), self.params["bias"].copy()

    def forward(self, x):
        super().forward(x)
        return self._x @ self._weight.T + self._bias
