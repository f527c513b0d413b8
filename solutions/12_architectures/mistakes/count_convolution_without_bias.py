"""The biases of convolutions are not counted: each kernel has one."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += into * kernel**2 * out
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
