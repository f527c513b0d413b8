"""It stops where a step changes nothing: with a learning rate of 0 the path is as long as ever."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    path = [x]
    for _ in range(steps):
        before, x = x, x - lr * gradient(x)
        if np.array_equal(before, x):
            break
        path.append(x)
    return np.stack(path)
