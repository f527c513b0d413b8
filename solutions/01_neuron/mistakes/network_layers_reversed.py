"""The layers are applied from the output side: the first of the list comes first."""


def network(x, layers):
    for weight, bias in reversed(layers):
        x = _sigmoid(dense(x, weight, bias))
    return x
