"""x.T @ dout is the weight's gradient transposed: it has the weight's shape, (out, in)."""


class Dense(Dense):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads["weight"] = self.grads["weight"].T
        return dx
