"""Only the stride of the layer before counts: all strides before it multiply."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart = stride
    return field
