"""The mask is kept in the class, where all layers write it: keep it in self."""


class Dropout(Dropout):
    def forward(self, x):
        y = super().forward(x)
        Dropout._latest = self._scale
        return y

    def backward(self, dout):
        return dout * Dropout._latest
