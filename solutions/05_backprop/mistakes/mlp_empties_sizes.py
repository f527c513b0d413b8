"""sizes.pop(0) empties the caller's list: read it, and leave it alone."""


class MLP(MLP):
    def __init__(self, sizes, activation, rng):
        super().__init__(list(sizes), activation, rng)
        while len(sizes) > 1:
            sizes.pop(0)
