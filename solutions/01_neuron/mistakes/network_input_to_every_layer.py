"""Every layer is given x itself: each takes what the layer before has computed."""


def network(x, layers):
    for weight, bias in layers:
        result = _sigmoid(dense(x, weight, bias))
    return result
