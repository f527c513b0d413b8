"""sigmoid is applied before each layer, to x first of all: it comes after each layer."""


def network(x, layers):
    for weight, bias in layers:
        x = dense(_sigmoid(_floating(x)), weight, bias)
    return _sigmoid(x)
