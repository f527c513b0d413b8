"""The defaults are those of Keras: here lr = 1e-2, alpha = 0.99 and eps = 1e-8."""


class RMSprop(RMSprop):
    def __init__(self, lr=1e-3, alpha=0.9, eps=1e-7, momentum=0):
        super().__init__(lr, alpha, eps, momentum)
