"""A dense layer has one bias in all: it has one for each unit, out_features."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * kernel**2 + 1) * out
        if kind == "dense":
            into, out = sizes
            total += into * out + 1
    return total
