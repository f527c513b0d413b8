"""The weights have the shape (hidden, input): they act on state and input, (hidden, hidden + input)."""


class LSTM(LSTM):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {}
        for gate in "fico":
            self.params[f"W_{gate}"] = _initial((hidden_size, input_size), hidden_size, rng)
            self.params[f"b_{gate}"] = _initial((hidden_size,), hidden_size, rng)
        self.grads = {}
