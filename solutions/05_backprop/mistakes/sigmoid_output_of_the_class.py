"""The output is kept in the class, where all layers write: keep it in self."""


class Sigmoid(Sigmoid):
    def forward(self, x):
        Sigmoid.kept = super().forward(x)
        return Sigmoid.kept

    def backward(self, dout):
        self._y = Sigmoid.kept
        return super().backward(dout)
