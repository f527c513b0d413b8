"""The absolute value is taken of the mean, where errors of both signs have cancelled: take it of each error."""


def mean_absolute_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return np.abs((prediction - target).mean())
