"""params belongs to the class, so all layers share it: make a new dict in __init__."""


class Linear(Linear):
    params = {}  # noqa: RUF012 - the mistake

    def __init__(self, in_features, out_features, rng):
        super().__init__(in_features, out_features, rng)
        Linear.params.update(self.__dict__.pop("params"))
