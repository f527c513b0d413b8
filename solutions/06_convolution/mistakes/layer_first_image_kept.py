"""backward answers for the first image that the layer ever saw: keep the latest one."""


class Conv2d(Conv2d):
    def forward(self, x):
        kept = self.__dict__.get("_x", x)
        result = super().forward(x)
        self._x = kept
        return result
