"""The defaults are those of Keras: here eps = 1e-8."""


class Adam(Adam):
    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-7, weight_decay=0):
        super().__init__(lr, betas, eps, weight_decay)
