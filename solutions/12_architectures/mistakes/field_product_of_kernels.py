"""Kernels are multiplied: of two kernels in a row each adds its length less 1, and only strides multiply."""


def receptive_field(layers):
    field = 1
    for kernel, stride in layers:
        field *= kernel * stride
    return field
