"""backward skips the cube: pass the gradient through cube_backward."""


class TwoLayers(TwoLayers):
    def backward(self, dout):
        return self.layers[0].backward(self.layers[1].backward(dout))
