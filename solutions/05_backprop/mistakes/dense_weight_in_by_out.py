"""The weight is (in, out): keep one row for each unit, (out_features, in_features), and multiply by weight.T."""


class Dense(Dense):
    def __init__(self, in_features, out_features, rng):
        super().__init__(out_features, in_features, rng)
        self.params["bias"] = np.zeros(out_features)

    def forward(self, x):
        self._x = np.asarray(x, dtype=np.float64)
        return self._x @ self.params["weight"] + self.params["bias"]

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        self.grads = {"weight": self._x.T @ dout, "bias": dout.sum(axis=0)}
        return dout @ self.params["weight"].T
