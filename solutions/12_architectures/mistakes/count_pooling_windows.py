"""The window of a pooling is counted: it holds no weights, pooling learns nothing."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * kernel**2 + 1) * out
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
        if kind == "pool":
            total += sizes[0] ** 2
    return total
