"""What forward keeps belongs to the class, and another layer's forward replaces it: keep it in self."""


class RNN(RNN):
    def forward(self, x, h0):
        outputs = super().forward(x, h0)
        RNN._kept = self.__dict__.pop("_x"), self.__dict__.pop("_states")
        return outputs

    def backward(self, dh_all, dh_last):
        self._x, self._states = RNN._kept
        return super().backward(dh_all, dh_last)
