"""There is no momentum: keep a velocity from step to step."""


class Momentum(Momentum):
    def step(self, params, grads):
        return {name: value - self.lr * grads[name] for name, value in params.items()}
