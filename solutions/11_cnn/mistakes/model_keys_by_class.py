"""Keys have the names of the layers' classes: they have their positions."""


class Sequential(Sequential):
    def _collected(self, which):
        return {f"{type(layer).__name__}.{k}": v for layer in self.layers for k, v in getattr(layer, which).items()}
