"""backward answers for the first forward: keep x anew at each forward."""


class MaxPool2d(MaxPool2d):
    def forward(self, x):
        self._first = getattr(self, "_first", x)
        return max_pool2d(x, *self._window)

    def backward(self, dout):
        return max_pool2d_backward(dout, self._first, *self._window)


class AvgPool2d(AvgPool2d):
    def forward(self, x):
        self._first = getattr(self, "_first", x)
        return avg_pool2d(x, *self._window)

    def backward(self, dout):
        return avg_pool2d_backward(dout, self._first, *self._window)


class Flatten(Flatten):
    def forward(self, x):
        self._first = getattr(self, "_first", x)
        return flatten(x)

    def backward(self, dout):
        return flatten_backward(dout, self._first)
