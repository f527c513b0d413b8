"""backward returns the dout that it got: return what has passed through all layers, dL/dx."""


class MLP(MLP):
    def backward(self, dout):
        super().backward(dout)
        return np.asarray(dout, dtype=np.float64)
