"""params is written into: return new arrays in a new dict."""


class Momentum(Momentum):
    def step(self, params, grads):
        for name, value in super().step(params, grads).items():
            params[name][...] = value
        return params
