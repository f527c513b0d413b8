"""The weights begin as zeros: draw them from rng."""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, rng):
        self.params = {
            "w_x": np.zeros((hidden_size, input_size)),
            "w_h": np.zeros((hidden_size, hidden_size)),
            "b": _initial((hidden_size,), hidden_size, rng),
        }
        self.grads = {}
