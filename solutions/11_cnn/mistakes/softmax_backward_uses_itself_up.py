"""What forward kept is overwritten by backward: a second backward then gives something else."""


class Softmax(Softmax):
    def backward(self, dout):
        self._out = super().backward(dout)
        return self._out
