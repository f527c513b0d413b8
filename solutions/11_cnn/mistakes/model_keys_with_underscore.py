"""Position and name are joined by an underscore: it is a dot."""


class Sequential(Sequential):
    def _collected(self, which):
        return {f"{i}_{k}": v for i, layer in enumerate(self.layers) for k, v in getattr(layer, which).items()}
