"""An unsigned integer minus a larger one wraps around to a huge number: turn integers into floats first."""


def half_squared_error(prediction, target):
    _pair(prediction, target, "prediction")
    error = np.asarray(prediction) - np.asarray(target)
    error = error if error.dtype.kind == "f" else error.astype(float)
    return 0.5 * (error**2).sum()
