"""x -= ... changes the array that the path already holds, many times over: make a new one, x = x - ...."""


def gradient_descent(gradient, x0, lr, steps):
    x = np.array(_floating(x0))
    path = [x]
    for _ in range(steps):
        x -= lr * gradient(x)
        path.append(x)
    return np.stack(path)
