"""Flatten puts the channels last: the order is that of the array, (C, H, W). Mend it in 07_pooling."""

import pooling


class Flatten(Flatten):
    def forward(self, x):
        return super().forward(x.transpose(0, 2, 3, 1))

    def backward(self, dout):
        return super().backward(dout).transpose(0, 3, 1, 2)


pooling.Flatten = Flatten
