"""backward runs with a stride of 1 and no padding: it has to know how forward moved, so keep both in self."""


class Conv2d(Conv2d):
    def backward(self, dout):
        kept, self._stride, self._padding = (self._stride, self._padding), 1, 0
        try:
            return super().backward(dout)
        finally:
            self._stride, self._padding = kept
