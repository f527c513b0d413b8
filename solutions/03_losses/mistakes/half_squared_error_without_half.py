"""The 1/2 is missing: it is there to cancel the 2 of the derivative."""


def half_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return ((prediction - target) ** 2).sum()
