"""The absolute values are summed: divide by the number of elements."""


def mean_absolute_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return np.abs(prediction - target).sum()
