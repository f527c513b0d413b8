"""Sigmoid's backward lacks a factor: s(x) (1 - s(x)). Mend it in 05_backprop."""

import backprop


from backprop import Sigmoid


class Sigmoid(Sigmoid):
    def forward(self, x):
        self._s = super().forward(x)
        return self._s

    def backward(self, dout):
        return dout * self._s


backprop.Sigmoid = Sigmoid
