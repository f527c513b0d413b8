"""The bias is not returned: the answer is the pair (weight, bias)."""


def collapse_linear(layers):
    weight, bias = _layer(layers[0])
    for layer in layers[1:]:
        w, b = _layer(layer)
        if w.shape[1] != weight.shape[0]:
            raise ValueError("layers do not fit each other")
        weight, bias = w @ weight, w @ bias + b
    return weight
