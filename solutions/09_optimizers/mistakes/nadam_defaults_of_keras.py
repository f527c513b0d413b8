"""The defaults are those of Keras: here lr = 2e-3, eps = 1e-8 and momentum_decay = 4e-3."""


class Nadam(Nadam):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-7, momentum_decay=1.0):
        super().__init__(lr, betas, eps, momentum_decay)
