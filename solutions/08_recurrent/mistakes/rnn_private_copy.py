"""forward uses copies of the first weights: look into the arrays of params each time."""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, rng):
        super().__init__(input_size, hidden_size, rng)
        self._copies = {key: value.copy() for key, value in self.params.items()}

    def forward(self, x, h0):
        public, self.params = self.params, self._copies
        try:
            return super().forward(x, h0)
        finally:
            self.params = public
