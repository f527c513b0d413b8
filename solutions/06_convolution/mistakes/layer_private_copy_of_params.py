"""forward uses copies made in the beginning: read params each time, since training writes into them."""


class Conv2d(Conv2d):
    def forward(self, x):
        self._first = getattr(self, "_first", None) or {key: value.copy() for key, value in self.params.items()}
        self._x = x
        return conv2d(x, self._first["weight"], self._first["bias"], self._stride, self._padding)
