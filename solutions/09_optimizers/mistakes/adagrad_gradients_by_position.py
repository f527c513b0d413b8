"""zip pairs parameters and gradients by their places in the dicts, which may differ: look gradients up by key, grads[key]."""


class Adagrad(Adagrad):
    def step(self, params, grads):
        return super().step(params, dict(zip(params, grads.values())))
