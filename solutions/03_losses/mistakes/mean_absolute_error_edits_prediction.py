"""prediction -= target writes into the caller's array: subtract into a new one."""


def mean_absolute_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    prediction -= target
    return np.abs(prediction).mean()
