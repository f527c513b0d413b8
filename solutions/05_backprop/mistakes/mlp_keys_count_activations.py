"""The keys count activations: there is one index for each dense layer, 0, 1, 2."""


class MLP(MLP):
    def __init__(self, sizes, activation, rng):
        super().__init__(sizes, activation, rng)
        places = {key: key.split(".") for key in self.params}
        self.params = {f"{2 * int(i)}.{name}": self.params[key] for key, (i, name) in places.items()}
