"""The list of layers belongs to the class, so that networks share it: make a new one in __init__."""


class MLP(MLP):
    def __init__(self, sizes, activation, rng):
        super().__init__(sizes, activation, rng)
        MLP.shared = self.__dict__.pop("_layers")

    _layers = property(lambda self: MLP.shared, lambda self, layers: self.__dict__.update(_layers=layers))
