"""The input is kept in the class, where all layers write: keep it in self."""


class Dense(Dense):
    def forward(self, x):
        y = super().forward(x)
        Dense.kept = self._x
        return y

    def backward(self, dout):
        self._x = Dense.kept
        return super().backward(dout)
