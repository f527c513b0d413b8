"""A generator made in __init__ gives every layer the same weights: draw from rng."""


class LSTM(LSTM):
    def __init__(self, input_size, hidden_size, rng):
        rng, self.params = np.random.default_rng(0), {}
        for gate in "fico":
            self.params[f"W_{gate}"] = _initial((hidden_size, hidden_size + input_size), hidden_size, rng)
            self.params[f"b_{gate}"] = _initial((hidden_size,), hidden_size, rng)
        self.grads = {}
