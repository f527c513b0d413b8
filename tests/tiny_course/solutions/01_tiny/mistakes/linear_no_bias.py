"""The bias is never added: forward is x @ weight + bias."""


class Linear(Linear):
    def forward(self, x):
        self._x = x
        return x @ self.params["weight"]
