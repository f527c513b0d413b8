"""The gradient is divided by the batch size: only the loss takes a mean."""


class Softmax(Softmax):
    def backward(self, dout):
        return super().backward(dout) / len(dout)
