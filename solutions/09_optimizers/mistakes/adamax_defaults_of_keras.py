"""The defaults are those of Keras: here lr = 2e-3 and eps = 1e-8."""


class Adamax(Adamax):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-7):
        super().__init__(lr, betas, eps)
