"""params belongs to the class, so that all layers share it: make a new dict in __init__."""


class LSTM(LSTM):
    params = {}

    def __init__(self, input_size, hidden_size, rng):
        super().__init__(input_size, hidden_size, rng)
        for key, value in self.__dict__.pop("params").items():
            LSTM.params[key] = value
