"""Positions are counted from 1: the first layer is at 0."""


class Sequential(Sequential):
    def _collected(self, which):
        return {f"{i}.{k}": v for i, layer in enumerate(self.layers, 1) for k, v in getattr(layer, which).items()}
