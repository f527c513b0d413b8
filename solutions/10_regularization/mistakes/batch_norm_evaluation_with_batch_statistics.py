"""In evaluation the batch's own mean and variance are used: use the running ones."""


class BatchNorm1d(BatchNorm1d):
    def forward(self, x):
        kept, training = (self.running_mean, self.running_var), self.training
        self.training = training or x[:, 0].size > 1
        y = super().forward(x)
        self.training = training
        if not training:
            self.running_mean, self.running_var = kept
        return y


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""
