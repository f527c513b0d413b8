"""The gradient is always float64: keep the dtype of a floating prediction."""


def mean_absolute_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return np.sign(prediction - target).astype(np.float64) / prediction.size
