"""MaxPool2d gives the gradient to every largest entry: only the first gets it. Mend it in 07_pooling."""

import pooling


class MaxPool2d(MaxPool2d):
    def forward(self, x):
        self._seen = x
        return super().forward(x)

    def backward(self, dout):
        out = self.forward(self._seen)
        rows, columns = dout.shape[2] * 2, dout.shape[3] * 2
        dx = np.zeros_like(self._seen)
        part = self._seen[:, :, :rows, :columns]
        spread = dout.repeat(2, axis=2).repeat(2, axis=3)
        dx[:, :, :rows, :columns] = spread * (part == out.repeat(2, axis=2).repeat(2, axis=3))
        return dx


pooling.MaxPool2d = MaxPool2d
