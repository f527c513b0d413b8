"""layers is emptied on the way: go through it with for, which leaves it alone."""


def count_parameters(layers):
    total = 0
    while layers:
        kind, *sizes = layers.pop(0)
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * kernel**2 + 1) * out
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
