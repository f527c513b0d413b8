"""A new model's `training` is False: it is True until eval() is called."""


class Sequential(Sequential):
    def __init__(self, layers):
        super().__init__(layers)
        self.training = False
