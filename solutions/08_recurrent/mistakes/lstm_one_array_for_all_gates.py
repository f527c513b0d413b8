"""All gates share one array, so writing one writes them all: draw one for each."""


class LSTM(LSTM):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {}
        for gate in "fico":
            self.params[f"W_{gate}"] = _initial((hidden_size, hidden_size + input_size), hidden_size, rng)
            self.params[f"b_{gate}"] = _initial((hidden_size,), hidden_size, rng)
        for gate in "ico":
            self.params[f"W_{gate}"], self.params[f"b_{gate}"] = self.params["W_f"], self.params["b_f"]
        self.grads = {}
