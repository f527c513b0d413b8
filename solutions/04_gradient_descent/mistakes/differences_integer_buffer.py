"""A copy of integers holds integers, and x + h is cut off: make a float64 copy."""


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x)
    point = x.copy() if x.dtype.kind != "f" else x.astype(np.float64)
    gradient = np.zeros(x.shape, dtype=x.dtype if x.dtype.kind == "f" else np.float64)
    for index in np.ndindex(x.shape):
        kept = point[index]
        point[index] = kept + h
        above = f(point)
        point[index] = kept - h
        gradient[index] = (above - f(point)) / (2 * h)
        point[index] = kept
    return gradient
