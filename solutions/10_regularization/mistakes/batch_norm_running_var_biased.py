"""running_var moves towards the variance divided by n: there it is divided by n - 1."""


class BatchNorm1d(BatchNorm1d):
    def forward(self, x):
        mean, var = self.running_mean, self.running_var
        y = super().forward(x)
        if self.training:
            axes = (0, *range(2, x.ndim))
            self.running_var = _moved(var, x.var(axis=axes), self._momentum)
        return y


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""
