"""The gradient is divided by the number of rows: the loss is a mean over every element, so divide by prediction.size."""


def mean_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return 2 * (prediction - target) / len(prediction)
