"""params belongs to the class, so that all layers share it: make a new dict in __init__."""


class _Wrong:
    _shared = {}

    def __init__(self, features, *more, **named):
        super().__init__(features, *more, **named)
        self.params = self._shared.setdefault(features, self.params)


class BatchNorm1d(_Wrong, BatchNorm1d):
    """The same mistake."""


class BatchNorm2d(_Wrong, BatchNorm2d):
    """The same mistake."""


class LayerNorm(_Wrong, LayerNorm):
    """The same mistake."""
