"""The candidate's arrays are called W_g and b_g, as in PyTorch: here they are W_c and b_c."""


class LSTM(LSTM):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {}
        for gate in "figo":
            self.params[f"W_{gate}"] = _initial((hidden_size, hidden_size + input_size), hidden_size, rng)
            self.params[f"b_{gate}"] = _initial((hidden_size,), hidden_size, rng)
        self.grads = {}
