"""A convolution has one bias in all: it has one for each kernel, out_channels."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += into * kernel**2 * out + 1
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
