"""The kernel is no parameter: params holds what is learned, which is nothing."""


class MaxPool2d(MaxPool2d):
    def __init__(self, kernel, stride=None, padding=0):
        super().__init__(kernel, stride, padding)
        self.params = {"kernel": kernel}


class AvgPool2d(AvgPool2d):
    def __init__(self, kernel, stride=None, padding=0):
        super().__init__(kernel, stride, padding)
        self.params = {"kernel": kernel}
