"""A pooling is refused: it counts 0."""


def count_parameters(layers):
    total = 0
    for kind, *sizes in layers:
        if kind == "conv":
            into, out, kernel = sizes
            total += (into * kernel**2 + 1) * out
        elif kind != "dense":
            raise ValueError(f"layers: {kind} is unknown")
        else:
            into, out = sizes
            total += (into + 1) * out
    return total
