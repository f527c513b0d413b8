"""An entry that has been moved stays moved while the next ones are: put it back first."""


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    point, gradient = x.astype(np.float64), np.zeros_like(x)
    for index in np.ndindex(x.shape):
        point[index] += h
        above = f(point)
        point[index] -= 2 * h
        gradient[index] = (above - f(point)) / (2 * h)
    return gradient
