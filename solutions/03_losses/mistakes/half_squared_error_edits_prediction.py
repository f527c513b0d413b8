"""prediction -= target writes into the caller's array: subtract into a new one."""


def half_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    prediction -= target
    return 0.5 * (prediction**2).sum()
