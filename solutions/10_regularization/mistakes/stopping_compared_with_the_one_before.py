"""Each loss is compared with the one before: compare it with the best so far."""


class EarlyStopping(EarlyStopping):
    def __init__(self, patience):
        self._patience, self._best, self._waited = patience, np.inf, 0

    def step(self, loss):
        if loss < self._best:
            self._best, self._waited = loss, 0
        else:
            self._best, self._waited = loss, self._waited + 1
        return self._waited >= self._patience
