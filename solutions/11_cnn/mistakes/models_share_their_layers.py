"""The layers are kept in the class, so that a new model takes those of all others: keep them in self."""


class Sequential(Sequential):
    _layers = []

    def __init__(self, layers):
        super().__init__(layers)
        Sequential._layers[:] = layers
        self.layers = Sequential._layers
