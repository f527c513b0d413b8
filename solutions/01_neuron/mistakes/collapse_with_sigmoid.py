"""There is no activation in this stack: leave sigmoid out, or it is no longer one dense layer."""


def collapse_linear(layers):
    weight, bias = _layer(layers[0])
    for layer in layers[1:]:
        w, b = _layer(layer)
        if w.shape[1] != weight.shape[0]:
            raise ValueError("layers do not fit each other")
        weight, bias = w @ weight, w @ _sigmoid(bias) + b
    return weight, bias
