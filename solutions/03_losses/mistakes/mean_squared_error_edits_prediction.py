"""prediction -= target writes into the caller's array: subtract into a new one."""


def mean_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    prediction -= target
    return (prediction**2).mean()
