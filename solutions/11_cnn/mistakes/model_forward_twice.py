"""Every layer's forward is called twice."""


class Sequential(Sequential):
    def forward(self, x):
        super().forward(x)
        return super().forward(x)
