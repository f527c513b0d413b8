"""w_x has the shape (input, hidden): a weight is (what comes out, what goes in)."""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {
            "w_x": _initial((input_size, hidden_size), hidden_size, rng),
            "w_h": _initial((hidden_size, hidden_size), hidden_size, rng),
            "b": _initial((hidden_size,), hidden_size, rng),
        }
        self.grads = {}
