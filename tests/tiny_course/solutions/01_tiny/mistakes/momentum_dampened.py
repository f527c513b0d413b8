"""The gradient is scaled by 1 - momentum: here it is added whole."""


class Momentum(Momentum):
    def step(self, params, grads):
        return super().step(params, {name: (1 - self.momentum) * gradient for name, gradient in grads.items()})
