"""forward uses copies of weight and bias that were made at the start: read params at each call, since training writes into them."""


class _Wrong:
    def forward(self, x):
        kept = self.params
        self.params = {"weight": np.ones(len(kept["weight"])), "bias": np.zeros(len(kept["bias"]))}
        y = super().forward(x)
        self.params = kept
        return y


class BatchNorm1d(_Wrong, BatchNorm1d):
    """The same mistake."""


class BatchNorm2d(_Wrong, BatchNorm2d):
    """The same mistake."""


class LayerNorm(_Wrong, LayerNorm):
    """The same mistake."""
