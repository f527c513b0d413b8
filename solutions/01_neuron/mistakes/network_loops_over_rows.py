"""Each row is sent through the network alone, by a Python loop: let dense take all rows at once."""


def network(x, layers):
    x = _floating(x)
    if x.ndim != 2:
        raise ValueError("x should hold one example a row")
    for weight, bias in layers:
        x = np.concatenate([_sigmoid(dense(row[None], weight, bias)) for row in x])
    return x
