"""forward goes through the layers from the last to the first."""


class Sequential(Sequential):
    def forward(self, x):
        for layer in reversed(self.layers):
            x = layer.forward(x)
        return x
