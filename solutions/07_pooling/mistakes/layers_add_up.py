"""Gradients add up over calls of backward: every call gives that of the latest forward alone."""


class MaxPool2d(MaxPool2d):
    def forward(self, x):
        self._dx = 0
        return super().forward(x)

    def backward(self, dout):
        self._dx = self._dx + super().backward(dout)
        return self._dx


class AvgPool2d(AvgPool2d):
    def forward(self, x):
        self._dx = 0
        return super().forward(x)

    def backward(self, dout):
        self._dx = self._dx + super().backward(dout)
        return self._dx


class Flatten(Flatten):
    def forward(self, x):
        self._dx = 0
        return super().forward(x)

    def backward(self, dout):
        self._dx = self._dx + super().backward(dout)
        return self._dx
