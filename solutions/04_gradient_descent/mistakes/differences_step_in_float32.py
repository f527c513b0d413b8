"""In float32 x + h rounds the step away: call f with float64 copies, and turn the result back at the end."""


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    point, gradient = x.copy(), np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = point[index]
        point[index] = kept + h
        above = f(point)
        point[index] = kept - h
        gradient[index] = (above - f(point)) / (2 * h)
        point[index] = kept
    return gradient
