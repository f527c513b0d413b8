"""The parameters are float16: layers hold float64."""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {
            "w_x": _initial((hidden_size, input_size), hidden_size, rng),
            "w_h": _initial((hidden_size, hidden_size), hidden_size, rng),
            "b": _initial((hidden_size,), hidden_size, rng),
        }
        self.params = {key: value.astype(np.float16) for key, value in self.params.items()}
        self.grads = {}
