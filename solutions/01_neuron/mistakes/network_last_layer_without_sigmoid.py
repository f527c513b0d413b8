"""The last layer has no sigmoid here: in this network every layer has one."""


def network(x, layers):
    for weight, bias in layers[:-1]:
        x = _sigmoid(dense(x, weight, bias))
    return dense(x, *layers[-1])
