"""Parameters of models inside are left out."""


class Sequential(Sequential):
    def _collected(self, which):
        return {
            f"{i}.{k}": v
            for i, layer in enumerate(self.layers)
            if not isinstance(layer, Sequential)
            for k, v in getattr(layer, which).items()
        }
