"""backward goes through the layers from the first to the last: the chain rule begins at the output."""


class Sequential(Sequential):
    def backward(self, dout):
        for layer in self.layers:
            dout = layer.backward(dout)
        return dout
