"""Only the end is squashed: sigmoid belongs after every layer."""


def network(x, layers):
    for weight, bias in layers:
        x = dense(x, weight, bias)
    return _sigmoid(x)
