"""The squares are averaged here: this loss is half their sum."""


def half_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return 0.5 * ((prediction - target) ** 2).mean()
