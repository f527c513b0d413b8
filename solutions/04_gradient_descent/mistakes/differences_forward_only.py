"""(f(x + h) - f(x)) / h looks to one side only: take f at x + h and at x - h, and divide by 2h."""


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    point, gradient = x.astype(np.float64), np.zeros_like(x)
    here = f(point)
    for index in np.ndindex(x.shape):
        kept = point[index]
        point[index] = kept + h
        gradient[index] = (f(point) - here) / h
        point[index] = kept
    return gradient
