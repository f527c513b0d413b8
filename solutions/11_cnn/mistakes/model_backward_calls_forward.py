"""backward calls forward again, so that every layer works twice: layers keep what backward needs."""


class Sequential(Sequential):
    def forward(self, x):
        self._input = x
        return super().forward(x)

    def backward(self, dout):
        super().forward(self._input)
        return super().backward(dout)
