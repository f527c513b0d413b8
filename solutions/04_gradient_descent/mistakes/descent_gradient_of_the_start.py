"""The gradient of x0 serves for every step: ask for it anew where you are."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    slope, path = gradient(x), [x]
    for _ in range(steps):
        x = x - lr * slope
        path.append(x)
    return np.stack(path)
