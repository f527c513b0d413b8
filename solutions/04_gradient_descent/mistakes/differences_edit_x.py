"""x[index] += h writes into the caller's array, even if it is put back later: work on a copy."""


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    point = x if x.dtype == np.float64 else x.astype(np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = point[index]
        point[index] = kept + h
        above = f(point)
        point[index] = kept - h
        gradient[index] = (above - f(point)) / (2 * h)
        point[index] = kept
    return gradient
