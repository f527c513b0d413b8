"""A kernel counts one channel: it spans all in_channels."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += (kernel**2 + 1) * out
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
