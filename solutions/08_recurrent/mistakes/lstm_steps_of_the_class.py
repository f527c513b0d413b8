"""What forward keeps belongs to the class, and another layer's forward replaces it: keep it in self."""


class LSTM(LSTM):
    def forward(self, x, h0, c0):
        outputs = super().forward(x, h0, c0)
        LSTM._kept = self.__dict__.pop("_x"), self.__dict__.pop("_steps")
        return outputs

    def backward(self, dh_all, dh_last, dc_last):
        self._x, self._steps = LSTM._kept
        return super().backward(dh_all, dh_last, dc_last)
