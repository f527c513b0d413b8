"""dout is ignored: it says how much the loss changes with each probability."""


class Softmax(Softmax):
    def backward(self, dout):
        return self._out * (1 - (self._out * self._out).sum(axis=-1, keepdims=True))
