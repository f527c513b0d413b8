"""Where the prediction is the target the gradient is 0, neither 1 nor -1: np.sign knows all three."""


def mean_absolute_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return np.where(prediction >= target, 1, -1).astype(prediction.dtype) / prediction.size
