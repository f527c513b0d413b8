"""The 2 of the derivative and the 1/2 of the loss cancel: what remains is the error itself."""


def half_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return 2 * (prediction - target)
