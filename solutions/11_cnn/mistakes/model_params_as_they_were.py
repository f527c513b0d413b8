"""params holds copies that were made when the model was built: it should hold the layers' own arrays."""


class Sequential(Sequential):
    def __init__(self, layers):
        super().__init__(layers)
        self._made = {key: array.copy() for key, array in self._collected("params").items()}

    @property
    def params(self):
        return self._made
