"""The sign is wrong: it is prediction minus target, so that a step against the gradient comes nearer to the target."""


def mean_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return 2 * (target - prediction) / prediction.size
