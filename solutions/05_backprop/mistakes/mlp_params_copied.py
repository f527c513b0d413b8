"""params holds copies: writing into them changes nothing, so put the layers' own arrays there."""


class MLP(MLP):
    def __init__(self, sizes, activation, rng):
        super().__init__(sizes, activation, rng)
        self.params = {key: array.copy() for key, array in self.params.items()}
