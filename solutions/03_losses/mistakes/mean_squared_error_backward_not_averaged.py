"""The gradient is not divided by the number of elements: the loss is a mean, and so is its gradient."""


def mean_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return 2 * (prediction - target)
