"""t is 0 in the first step, where 1 - beta^0 is 0: add 1 before it is used."""


class Adam(Adam):
    def step(self, params, grads):
        self._t -= not self._m
        return super().step(params, grads)
