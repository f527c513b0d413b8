"""Every kernel counts as 3 x 3: its size is the fourth entry."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * 9 + 1) * out
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
