"""grads has the layers' own keys, so that one layer's gradients replace another's: use the keys of params."""


class Sequential(Sequential):
    @property
    def grads(self):
        return {name: array for layer in self.layers for name, array in layer.grads.items()}
