"""There is no cube between the layers: two layers without a bend are one."""


class TwoLayers(TwoLayers):
    def forward(self, x):
        self._between = self.layers[0].forward(x)
        return self.layers[1].forward(self._between)
