"""Shapes that do not fit are broadcast in silence, or fail with no argument named: check axes and sizes first."""


def dense(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    return x @ weight.T + bias
