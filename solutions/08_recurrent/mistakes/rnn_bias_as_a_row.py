"""b has the shape (1, hidden): it is (hidden,)."""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {
            "w_x": _initial((hidden_size, input_size), hidden_size, rng),
            "w_h": _initial((hidden_size, hidden_size), hidden_size, rng),
            "b": _initial((1, hidden_size), hidden_size, rng),
        }
        self.grads = {}
