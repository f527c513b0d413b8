"""A list has no shape and no @: make an array of it first, np.asarray(x, dtype=np.float64)."""


class Dense(Dense):
    def forward(self, x):
        if x.shape != (x.shape[0], self.params["weight"].shape[1]):
            raise ValueError(f"x has shape {x.shape}")
        self._x = x
        return x @ self.params["weight"].T + self.params["bias"]

    def backward(self, dout):
        self.grads = {"weight": dout.T @ self._x, "bias": dout.sum(axis=0)}
        return dout @ self.params["weight"]
