"""The gradient of softmax and cross-entropy together is returned: this layer stands alone."""


class Softmax(Softmax):
    def backward(self, dout):
        return (self._out - dout) / len(dout)
