"""nesterov without momentum is accepted: raise a ValueError that names nesterov."""


class SGD(SGD):
    def __init__(self, lr: float = 1e-3, momentum: float = 0, nesterov: bool = False, weight_decay: float = 0):
        self.lr, self.momentum, self.nesterov, self.weight_decay = lr, momentum, nesterov, weight_decay
        self._b = {}
