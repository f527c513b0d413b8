"""Strides are added up: they multiply, a stride of 2 after one of 3 moves by 6 pixels."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart += stride - 1
    return field
