"""There is no 1/2 here: that belongs to half_squared_error."""


def mean_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return 0.5 * ((prediction - target) ** 2).mean()
