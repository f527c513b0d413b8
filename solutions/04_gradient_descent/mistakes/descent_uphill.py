"""The gradient points uphill: subtract it."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    path = [x]
    for _ in range(steps):
        x = x + lr * gradient(x)
        path.append(x)
    return np.stack(path)
