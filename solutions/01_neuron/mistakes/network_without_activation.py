"""There is no sigmoid between the layers, so the whole stack is one dense layer: squash after each."""


def network(x, layers):
    for weight, bias in layers:
        x = dense(x, weight, bias)
    return x
