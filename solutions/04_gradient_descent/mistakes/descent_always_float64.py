"""The path is always float64: give it the dtype of floating x0."""


def gradient_descent(gradient, x0, lr, steps):
    x = np.asarray(x0, dtype=np.float64)
    path = [x]
    for _ in range(steps):
        x = x - lr * gradient(x)
        path.append(x)
    return np.stack(path)
