"""params holds weights only: the biases are trained, too."""


class MLP(MLP):
    def __init__(self, sizes, activation, rng):
        super().__init__(sizes, activation, rng)
        self.params = {key: array for key, array in self.params.items() if key.endswith("weight")}
