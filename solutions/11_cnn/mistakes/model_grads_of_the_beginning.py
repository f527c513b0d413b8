"""grads was collected when the model was built: layers replace their gradients in every backward."""


class Sequential(Sequential):
    def __init__(self, layers):
        super().__init__(layers)
        self._made = self._collected("grads")

    @property
    def grads(self):
        return self._made
