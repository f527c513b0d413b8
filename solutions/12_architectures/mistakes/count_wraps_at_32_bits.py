"""The sum is kept in 32 bits and wraps beyond 2,147,483,647: use Python's int, or 64 bits."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * kernel**2 + 1) * out
        if kind == "dense":
            into, out = sizes
            total += (into + 1) * out
    return int(np.array(total).astype(np.int32))
