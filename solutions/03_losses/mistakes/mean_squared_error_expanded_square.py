"""p**2 - 2 p y + y**2 loses every digit where p is near y: square the difference itself."""


def mean_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return (prediction**2 - 2 * prediction * target + target**2).mean()
