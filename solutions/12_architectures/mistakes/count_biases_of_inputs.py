"""There is a bias for each input: it belongs to what comes out, to each kernel and each unit."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += into * (kernel**2 * out + 1)
        if kind == "dense":
            into, out = sizes
            total += into * (out + 1)
    return total
