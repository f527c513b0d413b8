"""It returns how many pixels there are in a square: the field is counted along one axis."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart *= stride
    return field**2
