"""The image is kept in the class, so that another layer's forward replaces it: keep it in self."""


class Conv2d(Conv2d):
    def forward(self, x):
        result = super().forward(x)
        Conv2d._latest = x
        return result

    def backward(self, dout):
        self._x = Conv2d._latest
        return super().backward(dout)
