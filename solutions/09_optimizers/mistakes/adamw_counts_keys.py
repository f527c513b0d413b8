"""t grows with every key, so that the second array of the first step is corrected as if it were step 2: count once for each call of step."""


class AdamW(AdamW):
    def step(self, params, grads):
        new = {}
        for key in params:
            new.update(super().step({key: params[key]}, grads))
        return new
