"""The defaults are those of Keras: here lr = 1.0, rho = 0.9 and eps = 1e-6."""


class Adadelta(Adadelta):
    def __init__(self, lr=1e-3, rho=0.95, eps=1e-7):
        super().__init__(lr, rho, eps)
