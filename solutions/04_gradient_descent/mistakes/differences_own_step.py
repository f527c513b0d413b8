"""The step is always 1e-5: use the h that is given."""

_with_step = numerical_gradient


def numerical_gradient(f, x, h=1e-5):
    return _with_step(f, x, 1e-5)
