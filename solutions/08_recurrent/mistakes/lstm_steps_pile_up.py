"""The list of steps is made once and grows with every forward: begin each with a new list."""


class LSTM(LSTM):
    def forward(self, x, h0, c0):
        before = self.__dict__.get("_steps", [])
        outputs = super().forward(x, h0, c0)
        self._steps = before + self._steps
        return outputs
