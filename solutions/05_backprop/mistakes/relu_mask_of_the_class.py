"""The input is kept in the class, where all layers write: keep it in self."""


class ReLU(ReLU):
    def forward(self, x):
        y = super().forward(x)
        ReLU.kept = self._x
        return y

    def backward(self, dout):
        self._x = ReLU.kept
        return super().backward(dout)
