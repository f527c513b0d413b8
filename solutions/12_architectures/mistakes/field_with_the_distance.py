"""It returns two numbers: the field alone is asked for."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart *= stride
    return field, apart
