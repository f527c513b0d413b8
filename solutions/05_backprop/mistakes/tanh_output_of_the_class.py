"""The output is kept in the class, where all layers write: keep it in self."""


class Tanh(Tanh):
    def forward(self, x):
        Tanh.kept = super().forward(x)
        return Tanh.kept

    def backward(self, dout):
        self._y = Tanh.kept
        return super().backward(dout)
