"""An improvement does not begin the count again: set it to 0."""


class EarlyStopping(EarlyStopping):
    def __init__(self, patience):
        self._patience, self._best, self._waited = patience, np.inf, 0

    def step(self, loss):
        if loss < self._best:
            self._best = loss
        else:
            self._waited += 1
        return self._waited >= self._patience
