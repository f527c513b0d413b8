"""p = 0 is refused: it is a probability, and drops nothing."""


class Dropout(Dropout):
    def __init__(self, p, rng):
        if p == 0:
            raise ValueError("p has to be above 0")
        super().__init__(p, rng)
