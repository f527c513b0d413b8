"""The way back leaves the activations out: the gradient passes every layer that x has passed."""


class MLP(MLP):
    def backward(self, dout):
        everything, self._layers = self._layers, self._dense
        dx = super().backward(dout)
        self._layers = everything
        return dx
