"""This is the slope alone: the gradient is dout times it."""


class Tanh(Tanh):
    def backward(self, dout):
        return 1 - self._y**2
