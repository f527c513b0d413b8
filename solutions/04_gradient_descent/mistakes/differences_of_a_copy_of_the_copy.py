"""reshape(-1) of an array in another memory order is a copy, which f never sees: move the entries of what f gets."""


def numerical_gradient(f, x, h=1e-5):
    x = _floating(x)
    point, gradient = np.array(x, dtype=np.float64), np.zeros(x.size, dtype=x.dtype)
    entries = point.reshape(-1)
    for i in range(x.size):
        kept = entries[i]
        entries[i] = kept + h
        above = f(point)
        entries[i] = kept - h
        gradient[i] = (above - f(point)) / (2 * h)
        entries[i] = kept
    return gradient.reshape(x.shape)
