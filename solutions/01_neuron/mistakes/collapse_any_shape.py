"""Layers that do not fit are broadcast in silence, or fail with no argument named: check axes and sizes first."""


def collapse_linear(layers):
    weight, bias = _floating(layers[0][0]), _floating(layers[0][1])
    for w, b in layers[1:]:
        weight, bias = _floating(w) @ weight, _floating(w) @ bias + _floating(b)
    return weight, bias
