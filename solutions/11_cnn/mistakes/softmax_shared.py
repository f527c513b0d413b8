"""The probabilities are kept in the class, so that all layers share them: keep them in self."""


class Softmax(Softmax):
    def forward(self, x):
        Softmax.kept = super().forward(x)
        return Softmax.kept

    def backward(self, dout):
        self._out = Softmax.kept
        return super().backward(dout)
