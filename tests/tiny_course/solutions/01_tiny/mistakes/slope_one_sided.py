"""One side only: take f at x + h and at x - h."""


def numerical_slope(f, x, h):
    return (f(x + h) - f(x)) / h
