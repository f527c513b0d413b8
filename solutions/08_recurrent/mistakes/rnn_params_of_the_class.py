"""params belongs to the class, so that all layers share it: make a new dict in __init__."""


class RNN(RNN):
    params = {}

    def __init__(self, input_size, hidden_size, rng):
        super().__init__(input_size, hidden_size, rng)
        RNN.params.update(self.__dict__.pop("params"))
