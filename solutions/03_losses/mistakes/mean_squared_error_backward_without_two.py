"""The 2 of the derivative is missing: only half_squared_error has a 1/2 that cancels it."""


def mean_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return (prediction - target) / prediction.size
