"""Gradients add up over calls: backward sets them anew."""


class Conv2d(Conv2d):
    def backward(self, dout):
        before = dict(self.grads)
        dx = super().backward(dout)
        self.grads = {key: value + before.get(key, 0) for key, value in self.grads.items()}
        return dx
