"""The parameters are float16: layers hold float64."""


class LSTM(LSTM):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {}
        for gate in "fico":
            self.params[f"W_{gate}"] = _initial((hidden_size, hidden_size + input_size), hidden_size, rng)
            self.params[f"b_{gate}"] = _initial((hidden_size,), hidden_size, rng)
        self.params = {key: value.astype(np.float16) for key, value in self.params.items()}
        self.grads = {}
