"""y - y_hat turns the sign: the derivative of 1/2 (y_hat - y)^2 is y_hat - y."""

_right = path_gradient


def path_gradient(x, weights, y):
    return -_right(x, weights, y)
