"""dout is written to: it belongs to the caller."""


class Softmax(Softmax):
    def backward(self, dout):
        dout -= (dout * self._out).sum(axis=-1, keepdims=True)
        return self._out * dout
