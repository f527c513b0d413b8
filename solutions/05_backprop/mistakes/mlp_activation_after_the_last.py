"""The last dense layer has an activation, too: the output is the last weighted sum."""


class MLP(MLP):
    def __init__(self, sizes, activation, rng):
        super().__init__(sizes, activation, rng)
        self._layers.append(activation())
