"""x -= ... writes into the caller's x0: make a new array, x = x - ...."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    path = [x.copy()]
    for _ in range(steps):
        x -= lr * gradient(x)
        path.append(x.copy())
    return np.stack(path)
