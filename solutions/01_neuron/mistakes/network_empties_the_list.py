"""layers.pop takes the layers out of the caller's list: go through it with `for weight, bias in layers`."""


def network(x, layers):
    while layers:
        x = _sigmoid(dense(x, *layers.pop(0)))
    return x
