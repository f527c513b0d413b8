"""len(x0) is no place's shape, and numbers have none: x0 may be a number, or an array with many axes."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    path = np.zeros((steps + 1, len(x0)), dtype=x.dtype)
    path[0] = x
    for step in range(steps):
        path[step + 1] = path[step] - lr * gradient(path[step])
    return path
