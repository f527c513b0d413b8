"""The bias is never added: forward is x @ weight.T + bias."""


class Dense(Dense):
    def forward(self, x):
        super().forward(x)
        return self._x @ self.params["weight"].T
