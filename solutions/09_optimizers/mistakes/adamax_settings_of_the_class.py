"""The settings are written to the class, and the optimizer made last decides for all: write them to self."""


class Adamax(Adamax):
    def __init__(self, lr=2e-3, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(lr, betas, eps)
        for name in ["lr", "betas", "eps"]:
            setattr(Adamax, name, self.__dict__.pop(name))
