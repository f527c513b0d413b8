"""An array made like an integer x0 holds integers, and every place is cut off: make a floating one."""


def gradient_descent(gradient, x0, lr, steps):
    x = np.array(x0)
    path = np.zeros((steps + 1, *x.shape), dtype=x.dtype)
    path[0] = x
    for step in range(steps):
        path[step + 1] = path[step] - lr * gradient(path[step])
    return path
