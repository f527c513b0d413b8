"""ReLU's backward lets everything pass: only where x was positive. Mend it in 05_backprop."""

import backprop


class ReLU(ReLU):
    def backward(self, dout):
        return dout


backprop.ReLU = ReLU
