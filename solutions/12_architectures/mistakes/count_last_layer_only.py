"""total is set anew by each layer, so that only the last one counts: add it up."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total = (into * kernel**2 + 1) * out
        if kind == "dense":
            into, out = sizes
            total = (into + 1) * out
    return total
