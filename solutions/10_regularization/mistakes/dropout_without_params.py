"""The layer has no params and grads: every layer has them, empty dicts where there is nothing to learn."""


class Dropout(Dropout):
    def __init__(self, p, rng):
        super().__init__(p, rng)
        del self.params, self.grads
