"""Layers without parameters are left out of backward: their slope belongs to the chain as well."""


class Sequential(Sequential):
    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout) if layer.params else dout
        return dout
