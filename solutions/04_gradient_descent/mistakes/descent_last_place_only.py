"""Only the last place is returned: keep all of them, x0 first."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    for _ in range(steps):
        x = x - lr * gradient(x)
    return x
