"""running_var begins at 0: it begins at 1."""


class BatchNorm1d(BatchNorm1d):
    def __init__(self, features, eps=1e-5, momentum=0.1):
        super().__init__(features, eps, momentum)
        self.running_var = np.zeros(features)


class BatchNorm2d(BatchNorm2d, BatchNorm1d):
    """The same for images."""
