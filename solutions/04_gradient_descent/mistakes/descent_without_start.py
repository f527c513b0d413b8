"""The path begins after the first step: it holds x0 too, and steps + 1 places in all."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    path = np.zeros((steps, *x.shape), dtype=x.dtype)
    for step in range(steps):
        x = path[step] = x - lr * gradient(x)
    return path
