"""An equal loss counts as an improvement: only one that is strictly below the best does."""


class EarlyStopping(EarlyStopping):
    def __init__(self, patience):
        self._patience, self._best, self._waited = patience, np.inf, 0

    def step(self, loss):
        if loss <= self._best:
            self._best, self._waited = loss, 0
        else:
            self._waited += 1
        return self._waited >= self._patience
