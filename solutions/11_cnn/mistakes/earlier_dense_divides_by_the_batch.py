"""Dense divides its gradients by the batch size: only the loss takes a mean. Mend it in 05_backprop."""

import backprop


class Dense(Dense):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads = {key: value / len(dout) for key, value in self.grads.items()}
        return dx


backprop.Dense = Dense
