"""grads has the keys of params, which are none: dx is returned and belongs nowhere else."""


class MaxPool2d(MaxPool2d):
    def backward(self, dout):
        self.grads = {"x": super().backward(dout)}
        return self.grads["x"]


class AvgPool2d(AvgPool2d):
    def backward(self, dout):
        self.grads = {"x": super().backward(dout)}
        return self.grads["x"]


class Flatten(Flatten):
    def backward(self, dout):
        self.grads = {"x": super().backward(dout)}
        return self.grads["x"]
