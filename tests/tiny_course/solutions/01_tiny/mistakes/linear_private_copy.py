"""forward uses a copy made at the start: read params each time, since training writes into them."""


class Linear(Linear):
    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        self._weight = self.params["weight"].copy()

    def forward(self, x):
        self._x = x
        return x @ self._weight + self.params["bias"]
