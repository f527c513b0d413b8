"""The probabilities are kept in params: a softmax has no parameters."""


class Softmax(Softmax):
    def __init__(self):
        self.params, self.grads = {"out": np.zeros(1)}, {}

    def forward(self, x):
        out = super().forward(x)
        self.params["out"] = out
        return out
