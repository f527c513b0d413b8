"""The biases of dense layers are not counted: each unit has one."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * kernel**2 + 1) * out
        if kind == "dense":
            into, out = sizes
            total += into * out
    return total
