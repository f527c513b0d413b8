"""Every layer gets the model's own dout: each gets the dx of the layer after it."""


class Sequential(Sequential):
    def backward(self, dout):
        for layer in reversed(self.layers):
            dx = layer.backward(dout)
        return dx
