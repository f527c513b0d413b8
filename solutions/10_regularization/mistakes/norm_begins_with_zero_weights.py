"""The weight begins at zero, which makes every output zero: it begins at one."""


class _Wrong:
    def __init__(self, features, *more, **named):
        super().__init__(features, *more, **named)
        self.params["weight"][...] = 0.0


class BatchNorm1d(_Wrong, BatchNorm1d):
    """The same mistake."""


class BatchNorm2d(_Wrong, BatchNorm2d):
    """The same mistake."""


class LayerNorm(_Wrong, LayerNorm):
    """The same mistake."""
