"""The defaults are those of Keras: here lr begins with 1e-3."""


class SGD(SGD):
    def __init__(self, lr=1e-2, momentum=0, nesterov=False, weight_decay=0):
        super().__init__(lr, momentum, nesterov, weight_decay)
