"""The class keeps x, so that all layers have the latest one's: write self.x = x, not type(self).x = x."""


class MaxPool2d(MaxPool2d):
    def forward(self, x):
        type(self)._seen = x
        return max_pool2d(x, *self._window)

    def backward(self, dout):
        return max_pool2d_backward(dout, self._seen, *self._window)


class AvgPool2d(AvgPool2d):
    def forward(self, x):
        type(self)._seen = x
        return avg_pool2d(x, *self._window)

    def backward(self, dout):
        return avg_pool2d_backward(dout, self._seen, *self._window)


class Flatten(Flatten):
    def forward(self, x):
        type(self)._seen = x
        return flatten(x)

    def backward(self, dout):
        return flatten_backward(dout, self._seen)
