"""Shapes that do not fit are broadcast in silence: compare the shapes of x and w, and look at the axes of b, first."""


def neuron(x, w, b):
    return _sigmoid((_floating(x) * _floating(w)).sum() + b)
