"""The gradient grows with the error: that of the absolute value is only its sign."""


def mean_absolute_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return 2 * (prediction - target) / prediction.size
