"""backward returns the dout that it was given: it returns dL/dx."""


class Sequential(Sequential):
    def backward(self, dout):
        super().backward(dout)
        return dout
