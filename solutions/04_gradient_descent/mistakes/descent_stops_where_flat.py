"""It stops where the gradient is small: take all the steps."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    path = [x]
    for _ in range(steps):
        if np.all(np.abs(gradient(x)) < 1e-6):
            break
        x = x - lr * gradient(x)
        path.append(x)
    return np.stack(path)
