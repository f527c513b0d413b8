"""The last layer is left out of forward."""


class Sequential(Sequential):
    def forward(self, x):
        for layer in self.layers[:-1]:
            x = layer.forward(x)
        return x
