"""The weights begin as zeros: draw them from rng."""


class LSTM(LSTM):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {}
        for gate in "fico":
            self.params[f"W_{gate}"] = np.zeros((hidden_size, hidden_size + input_size))
            self.params[f"b_{gate}"] = _initial((hidden_size,), hidden_size, rng)
        self.grads = {}
