"""An array made by zeros_like of integers holds integers and cuts off every fraction: make it a floating one."""


def mean_squared_error_backward(prediction, target):
    original = np.asarray(prediction)
    prediction, target = _pair(prediction, target, "prediction")
    gradient = np.zeros_like(original)
    gradient[...] = 2 * (prediction - target) / prediction.size
    return gradient.astype(prediction.dtype)
