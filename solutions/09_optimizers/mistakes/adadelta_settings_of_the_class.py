"""The settings are written to the class, and the optimizer made last decides for all: write them to self."""


class Adadelta(Adadelta):
    def __init__(self, lr=1.0, rho=0.9, eps=1e-6):
        super().__init__(lr, rho, eps)
        for name in ["lr", "rho", "eps"]:
            setattr(Adadelta, name, self.__dict__.pop(name))
