"""A kernel of 3 counts 3 numbers a channel: it is 3 x 3."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * kernel + 1) * out
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
