"""The sum is divided by the number of rows: it is averaged over every element, so divide by prediction.size."""


def mean_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return ((prediction - target) ** 2).sum() / len(prediction)
