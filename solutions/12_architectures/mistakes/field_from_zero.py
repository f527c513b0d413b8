"""The sum begins at 0: before any layer a number sees 1 pixel, itself."""


def receptive_field(layers):
    field, apart = 0, 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart *= stride
    return field
