"""Layers that look alike are counted once: each has weights of its own."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in dict.fromkeys(layers):
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * kernel**2 + 1) * out
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
