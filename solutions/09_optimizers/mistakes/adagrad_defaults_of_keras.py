"""The defaults are those of Keras: here lr = 1e-2 and eps = 1e-10."""


class Adagrad(Adagrad):
    def __init__(self, lr=1e-3, eps=1e-7):
        super().__init__(lr, eps)
