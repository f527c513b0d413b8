"""The best loss begins at 0, which no positive loss is below: begin with infinity."""


class EarlyStopping(EarlyStopping):
    def __init__(self, patience):
        self._patience, self._best, self._waited = patience, 0.0, 0

    def step(self, loss):
        if loss < self._best:
            self._best, self._waited = loss, 0
        else:
            self._waited += 1
        return self._waited >= self._patience
