"""A stride counts for its own layer: it stretches the layers after it only."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        apart *= stride
        field += (kernel - 1) * apart
    return field
