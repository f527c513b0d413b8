"""layers.pop takes the layers out of the caller's list: go through it with a for loop."""


def collapse_linear(layers):
    weight, bias = _layer(layers.pop(0))
    while layers:
        w, b = _layer(layers.pop(0))
        if w.shape[1] != weight.shape[0]:
            raise ValueError("layers do not fit each other")
        weight, bias = w @ weight, w @ bias + b
    return weight, bias
