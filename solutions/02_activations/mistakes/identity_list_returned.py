"""A list comes back as a list: turn x into a floating array first."""


def identity(x):
    return x
