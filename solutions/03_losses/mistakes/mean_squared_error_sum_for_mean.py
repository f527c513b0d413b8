"""The squares are summed: divide by the number of elements."""


def mean_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return ((prediction - target) ** 2).sum()
