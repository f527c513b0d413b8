"""MaxPool2d shares its gradient out among its window: all of it goes to the first largest entry. Mend it in 07_pooling."""

import pooling


class MaxPool2d(MaxPool2d):
    def backward(self, dout):
        dx = super().backward(dout)
        rows, columns = 2 * dout.shape[2], 2 * dout.shape[3]
        dx[:, :, :rows, :columns] = dout.repeat(2, axis=2).repeat(2, axis=3) / 4
        return dx


pooling.MaxPool2d = MaxPool2d
