"""NumPy's own complaint does not say which argument is wrong: look at x.shape first."""


class Dense(Dense):
    def forward(self, x):
        self._x = np.asarray(x, dtype=np.float64)
        return np.matmul(self._x, self.params["weight"].T) + self.params["bias"]
