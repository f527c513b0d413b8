"""Keys of a model inside another lose its position, so that two layers may get one key."""


class Sequential(Sequential):
    def _collected(self, which):
        found = {}
        for place, layer in enumerate(self.layers):
            for name, array in getattr(layer, which).items():
                found[name if isinstance(layer, Sequential) else f"{place}.{name}"] = array
        return found
