"""The gradient is divided by the number of elements: this loss is a sum, not a mean."""


def half_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return (prediction - target) / prediction.size
