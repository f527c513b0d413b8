"""The sum goes over the batch: it belongs to each row by itself."""


class Softmax(Softmax):
    def backward(self, dout):
        return self._out * (dout - (dout * self._out).sum(axis=0))
