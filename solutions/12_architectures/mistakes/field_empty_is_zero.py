"""No layers give 0: a pixel of the image sees itself, 1."""


def receptive_field(layers):
    if not layers:
        return 0
    field = apart = 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart *= stride
    return field
