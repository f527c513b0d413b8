"""dx is taken from the weight's gradient: the way back is through the weight itself."""


class Dense(Dense):
    def backward(self, dout):
        super().backward(dout)
        return np.asarray(dout, dtype=np.float64) @ self.grads["weight"]
