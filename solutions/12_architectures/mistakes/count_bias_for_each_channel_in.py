"""There is a bias for each pair of channels: a kernel spans all channels that come in, and has one bias."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += into * out * (kernel**2 + 1)
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return total
