"""It returns a float: count pixels with int."""


def receptive_field(layers):
    field = apart = 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart *= stride
    return float(field)
