"""Best loss and count are set on the class, where all watches write them: set them on self."""


class EarlyStopping(EarlyStopping):
    def __init__(self, patience):
        super().__init__(patience)
        EarlyStopping.best, EarlyStopping.waited = np.inf, 0

    def step(self, loss):
        EarlyStopping.waited = 0 if loss < EarlyStopping.best else EarlyStopping.waited + 1
        EarlyStopping.best = min(loss, EarlyStopping.best)
        return EarlyStopping.waited >= self._patience
