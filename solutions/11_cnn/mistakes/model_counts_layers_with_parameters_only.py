"""Keys count only the layers that have parameters: they name the position among all layers."""


class Sequential(Sequential):
    def _collected(self, which):
        layers = [layer for layer in self.layers if layer.params]
        return {f"{i}.{name}": array for i, layer in enumerate(layers) for name, array in getattr(layer, which).items()}
