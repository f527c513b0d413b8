"""Integers stay integers, and what does not fit wraps around: turn lists and integers into float64 first."""


def collapse_linear(layers):
    weight, bias = np.asarray(layers[0][0]), np.asarray(layers[0][1])
    _layer(layers[0])
    for layer in layers[1:]:
        w, b = np.asarray(layer[0]), np.asarray(layer[1])
        if len(_layer(layer)[0][0]) != len(weight):
            raise ValueError("layers do not fit each other")
        weight, bias = w @ weight, w @ bias + b
    return weight, bias
