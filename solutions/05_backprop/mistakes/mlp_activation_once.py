"""Only the first dense layer has an activation: all but the last have one."""


class MLP(MLP):
    def __init__(self, sizes, activation, rng):
        super().__init__(sizes, activation, rng)
        self._layers = [*self._layers[:2], *self._dense[1:]]
