"""The last layer is taken for the first: layers begin at the input."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in reversed(layers):
        field += (kernel - 1) * apart
        apart *= stride
    return field
